import Model

extension TerraformError.Problem {
    var diagnostics: [Diagnostic] {
        switch self {
        case .layer(_, let diagnostics), .statements(let diagnostics): diagnostics
        case .place(let problem): [problem.diagnostic]
        case .function(let name, let problem): [problem.diagnostic(for: name)]
        case .noFunctions:
            [
                .error(
                    "terraform.no-functions", "no function to configure",
                    hints: ["add an executable product to Package.swift"])
            ]
        case .encoding(let reason):
            [.error("terraform.encoding", "a policy document could not be written as JSON", explanation: reason)]
        case .referenceInJSON(let reference):
            [
                .error(
                    "terraform.reference-in-json", "a policy as a JSON file cannot refer to '\(reference)'",
                    explanation: "Only Terraform knows the value, and nobody else could use the file.",
                    hints: ["write the ARN instead of the reference, or leave out `--policies json`"])
            ]
        }
    }
}

extension TerraformError.PlaceProblem {
    fileprivate var diagnostic: Diagnostic {
        switch self {
        case .noRegions(.root):
            .error(
                "terraform.no-region", "no region is known", explanation: "The provider needs one.",
                hints: ["list the regions under `regions:`, or use --region"])
        case .noRegions(.module):
            .error(
                "terraform.no-region", "no region is known",
                explanation: "The caller's provider chooses the region, but each region has its own Lambda Insights "
                    + "layers, so the module needs to know the possible regions.",
                hints: [
                    "list the regions under `regions:`, or use --region",
                    "turn Lambda Insights off with `insights: false`",
                ])
        case .noRegionsOfStage(let stage):
            .error(
                "terraform.no-region", "the stage '\(stage)' has no region",
                hints: ["list its regions under `stages: { \(stage): { regions: [...] } }`, or all under `regions:`"])
        case .mixedPartitions(let regions):
            .error(
                "terraform.mixed-partitions",
                "the regions belong to several partitions: "
                    + regions.map { "\($0) (\($0.partition.rawValue))" }.joined(separator: ", "),
                explanation: "An account belongs to one partition, so one configuration cannot cover two.",
                hints: ["generate a configuration for each partition, with --region and --output"])
        case .adoptionInModule(let functions):
            .error(
                "terraform.adoption-in-module", "a module cannot take over functions that exist",
                explanation: "Terraform reads `import` blocks only in the root configuration.",
                hints: functions.flatMap { function in
                    let address = ResourceNames(function: function).identifier
                    return [
                        "terraform import module.NAME.aws_lambda_function.\(address) \(function)",
                        "terraform import module.NAME.aws_cloudwatch_log_group.\(address) /aws/lambda/\(function)",
                    ]
                })
        case .oneBucketForRegions(let bucket, let regions):
            .error(
                "terraform.one-bucket-for-regions",
                "one bucket, '\(bucket)', does not work in \(regions.count) regions",
                explanation: "Lambda reads a function's code only from a bucket in the function's own region; the "
                    + "configuration is for " + regions.map(\.name).joined(separator: ", ") + ".",
                hints: ["write `bucket: \"\(bucket)-\(ArtifactStore.regionPlaceholder)\"` under `artifacts:`"])
        case .malformedAccount(let account):
            .error(
                "terraform.malformed-account", "'\(account)' is not an AWS account number",
                explanation: "An account number has twelve digits.",
                hints: ["quote it in the configuration, otherwise leading zeros are lost: \"012345678901\""])
        }
    }
}

extension TerraformError.FunctionProblem {
    fileprivate func diagnostic(for function: String) -> Diagnostic {
        switch self {
        case .duplicate:
            .error(
                "terraform.duplicate-function", "two functions are named '\(function)'",
                hints: ["rename one of them"])
        case .sharedName(let other):
            .error(
                "terraform.shared-name", "'\(function)' and '\(other)' would have the same name in Terraform",
                explanation: "Their names differ only in case or '_', and the digests that tell such names apart are "
                    + "equal by chance.",
                hints: ["rename one of them"])
        case .violation(let violation):
            .error(
                violation.identifier, "\(function): \(violation.summary)", explanation: violation.explanation,
                hints: violation.hints)
        case .emptyStatement(let position):
            .error(
                "terraform.empty-statement", "\(function): policy statement \(position) lacks actions or resources",
                explanation: "IAM requires at least one of each.",
                hints: ["list the actions under `actions:` and their ARNs under `resources:`"])
        case .invalidTag(let key):
            .error(
                "terraform.invalid-tag", "\(function): AWS refuses the tag '\(key)'",
                explanation: "A key has 1 to 128 characters and does not begin with 'aws:', a value has at most 256; "
                    + "both consist of letters, digits, spaces and _.:/=+-@ only.")
        case .policiesTooLarge(let size, let location):
            .error(
                "policy.too-large",
                "\(function): the policies of the role have \(size) characters; "
                    + "IAM allows at most \(LambdaLimits.inlinePolicies)",
                explanation:
                    "All inline policies of a role count together, without white space. Terraform's validation "
                    + "accepts them, and the deployment then fails.",
                location: location,
                hints: [
                    "name resources by a common prefix, such as arn:aws:s3:::orders-*",
                    "move statements to an aws_iam_policy in your own `.tf` file, and attach it to the role in the "
                        + "output `role_names`",
                ])
        case .noArchive:
            .error(
                "terraform.no-archive", "the function '\(function)' has no archive",
                hints: ["swiftlambda package \(function)"])
        case .architectureMismatch(let wanted, let archive):
            .error(
                "terraform.architecture-mismatch",
                "\(function): the archive is for \(archive.architecture?.rawValue ?? "another architecture"), "
                    + "the function is for \(wanted)",
                explanation: "The manifest beside '\(archive.path)' says so. Lambda would accept it, but "
                    + "every start would fail with 'exec format error'.",
                hints: ["swiftlambda package \(function) --arch \(wanted)"])
        case .layerInSeveralRegions(let arn, let regions):
            .error(
                "terraform.layer-in-several-regions",
                "\(function): one layer ARN does not work in \(regions.count) regions",
                explanation: "'\(arn)' belongs to one region; the configuration is for "
                    + regions.map(\.name).joined(separator: ", ") + ".",
                hints: [
                    "write the region as `{region}`, if the layer is in each with the same account and version",
                    "or give an ARN for each region: `layers: [{ eu-west-1: ..., us-east-1: ... }]`",
                ])
        case .sharedBucket(let bucket, let other):
            .error(
                "terraform.shared-bucket",
                "\(function): '\(other)' also has a trigger for the bucket '\(bucket.name)'",
                explanation: "One resource in Terraform has all notifications of a bucket; two would undo each other.",
                hints: ["let the bucket send its events to EventBridge, and use `rule:` triggers"])
        case .lacksFunction(let other, let key):
            .error(
                "terraform.lacks-function",
                "\(function): `\(key)` names '\(other)', which is not among the functions",
                explanation: "The resources of both refer to each other.",
                hints: ["swiftlambda terraform \([function, other].sorted().joined(separator: " "))"])
        case .foreignResource(let key, let arn, let region):
            .error(
                "terraform.foreign-resource",
                "\(function): `\(key)` names a resource that the function cannot use in \(region.name)",
                explanation:
                    "'\(arn)' belongs to \(arn.region.isEmpty ? arn.partition : arn.region). Lambda needs it in "
                    + "the function's own region and partition.",
                hints: [
                    "name a resource of that region",
                    "set it by region: `regions: { \(region.name): { … } }` of the function",
                ])
        }
    }
}
