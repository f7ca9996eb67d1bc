package import Model

/// The least that a CI role needs to deploy the functions of one stage.
///
/// A key that is removed from the configuration needs its permissions once more, for the deployment that removes what it
/// stood for: the role gets the new policy after that deployment.
package struct DeploymentAccess: Sendable, Hashable {
    /// A managed policy.
    package struct Policy: Sendable, Hashable {
        /// Its name, such as `terraform` or, if there are several, `terraform-2`.
        package var name: String
        /// What it allows.
        package var document: AccessDocument
    }

    /// The policies: first what Terraform calls, then what swiftlambda itself calls.
    package var policies: [Policy]
    /// What the user should know.
    package var warnings: [Diagnostic]

    /// Finds the policies for the functions of a stage.
    ///
    /// - Parameters:
    ///   - places: the functions in the stage's regions.
    ///   - artifacts: the bucket that functions are deployed from.
    ///   - state: the bucket of Terraform's state, if it is in one.
    ///   - deploy: how functions are deployed.
    ///   - allowsPush: whether code may be updated without Terraform, as in stages that are not protected.
    ///   - promoted: the functions of the stage whose archives are promoted, in its regions.
    package init(
        places: [PlacedFunctions], artifacts: ArtifactStore?, state: StateBucket? = nil, deploy: DeploySettings,
        allowsPush: Bool, promoted: [PlacedFunctions] = []
    ) throws {
        var terraform = TerraformAccess(artifacts: artifacts)
        var own = DeployAccess(artifacts: artifacts, deploy: deploy, allowsPush: allowsPush)
        for placed in places {
            var known: Set<String> = []
            // Each function is here once for each architecture.
            for function in placed.functions where known.insert(function.name).inserted {
                terraform.add(function, in: placed)
                own.add(function, in: placed)
            }
        }
        for placed in promoted {
            for function in placed.functions { own.add(promoted: function, in: placed) }
        }
        if let state, let first = places.first {
            terraform.add(state, in: AccessPlace(region: first.place.region, account: first.account))
        }
        let groups = [("terraform", terraform.statements.statements), ("deploy", own.statements.statements)]
        policies = []
        for (name, statements) in groups where !statements.isEmpty {
            let parts = try AccessDocument(statements: statements).split()
            policies += parts.enumerated().map { index, part in
                Policy(name: parts.count == 1 ? name : "\(name)-\(index + 1)", document: part)
            }
        }
        warnings = Self.warnings(places: places, policies: policies.count, state: state)
    }

    private static func warnings(places: [PlacedFunctions], policies: Int, state: StateBucket?) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if places.contains(where: { $0.account == nil }) {
            found.append(
                .warning(
                    "release.policy-without-account", "the policies are for any account",
                    explanation: "The configuration does not name the account of the stage.",
                    hints: ["set `account:` of the stage in swiftlambda.yaml, or set SWIFTLAMBDA_ACCOUNT"]))
        }
        if policies > AccessDocument.mostOfRole {
            found.append(
                .warning(
                    "release.too-many-policies",
                    "a role has at most \(AccessDocument.mostOfRole) managed policies; these are \(policies)",
                    explanation: "AWS raises this quota to 20 on request. A policy has at most "
                        + "\(AccessDocument.longest) characters.",
                    hints: ["use a role for each group of functions: swiftlambda deploy FUNCTION … --print-policy"]))
        }
        let hasBoundary = places.allSatisfy { $0.functions.allSatisfy { $0.surroundings.role?.boundary != nil } }
        if !hasBoundary {
            found.append(
                Diagnostic(
                    .note, "release.role-without-boundary",
                    "whoever has these policies can give the functions any permission",
                    explanation:
                        "They let Terraform write the policies of the functions' roles, and deploy code that uses them.",
                    hints: ["limit the functions' roles with `defaults: { role: { boundary: ARN } }`"]))
        }
        if state == nil {
            found.append(
                Diagnostic(
                    .note, "release.state-not-included", "the policies do not include access to Terraform's state",
                    explanation: "swiftlambda does not know where your backend keeps it.",
                    hints: ["add what the backend needs; for a bucket: --state-bucket NAME"]))
        }
        return found
    }
}

/// What swiftlambda itself calls to deploy.
struct DeployAccess {
    private(set) var statements = AccessStatements()
    let artifacts: ArtifactStore?
    let deploy: DeploySettings
    let allowsPush: Bool

    init(artifacts: ArtifactStore?, deploy: DeploySettings, allowsPush: Bool) {
        self.artifacts = artifacts
        self.deploy = deploy
        self.allowsPush = allowsPush
    }

    /// What a promotion asks of the stage that it takes archives from; its bucket has the archives and records.
    mutating func add(promoted function: LambdaFunction, in placed: PlacedFunctions) {
        let place = AccessPlace(region: placed.place.region, account: placed.account)
        statements.allow(
            "ReadPromoted", ["lambda:GetFunctionConfiguration"], on: place.function(function.deployedName))
        guard let artifacts else { return }
        let bucket = place.bucket(of: artifacts)
        statements.allow(
            "ReadPromotedArchives", ["s3:GetObject"], on: [place.bucketARN("\(bucket)/\(artifacts.prefix)/*")])
        statements.allow("ListPromotedArchives", ["s3:ListBucket"], on: [place.bucketARN(bucket)])
    }

    mutating func add(_ function: LambdaFunction, in placed: PlacedFunctions) {
        let place = AccessPlace(region: placed.place.region, account: placed.account)
        let arns = place.function(function.deployedName)
        if let artifacts {
            let bucket = place.bucket(of: artifacts)
            // Archives and records; nothing deletes them.
            statements.allow(
                "Artifacts", ["s3:GetObject", "s3:PutObject"], on: [place.bucketARN("\(bucket)/\(artifacts.prefix)/*")])
            // Without it, S3 answers 403 instead of 404 for an object that does not exist.
            statements.allow("ListArtifacts", ["s3:ListBucket"], on: [place.bucketARN(bucket)])
        }
        statements.allow(
            "ReadFunctions",
            ["GetFunction", "GetFunctionConfiguration", "ListAliases", "ListVersionsByFunction"].map { "lambda:" + $0 },
            on: arns)
        if allowsPush { statements.allow("Push", ["lambda:UpdateFunctionCode"], on: arns) }
        if function.surroundings.publishesVersions {
            statements.allow("PublishVersions", ["lambda:PublishVersion"], on: arns)
        }
        if deploy.smokeEvent != nil { statements.allow("SmokeEvents", ["lambda:InvokeFunction"], on: arns) }
        if function.surroundings.alias != nil {
            statements.allow("MoveAliases", ["lambda:GetAlias", "lambda:UpdateAlias"], on: arns)
            statements.allow("WatchAlarms", ["cloudwatch:DescribeAlarms"], on: [place.arn("cloudwatch", "alarm:*")])
            // It has no resources.
            statements.allow("WatchErrors", ["cloudwatch:GetMetricStatistics"], on: ["*"])
        }
    }
}
