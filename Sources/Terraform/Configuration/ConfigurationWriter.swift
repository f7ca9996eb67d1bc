import HCL
import Insights
import Model

/// Writes the files of a validated configuration.
struct ConfigurationWriter {
    let functions: [LambdaFunction]
    let names: [String: ResourceNames]
    private let withFormerRoles: Set<String>
    let scope: ResourceScope
    let layout: ConfigurationLayout
    let archives: [String: ArchiveReference]
    let layers: LayerPlan
    let policies: PolicyForm

    init(
        functions: [LambdaFunction],
        scope: ResourceScope,
        layout: ConfigurationLayout,
        archives: [String: ArchiveReference],
        layers: LayerPlan,
        policies: PolicyForm
    ) {
        self.functions = functions
        names = Dictionary(functions.map { ($0.name, ResourceNames(function: $0.name)) }) { first, _ in first }
        withFormerRoles = Self.functionsWithFormerRoles(functions.map(\.name), names: names)
        self.scope = scope
        self.layout = layout
        self.archives = archives
        self.layers = layers
        self.policies = policies
    }

    /// All files, by path.
    func files() throws(TerraformError) -> [GeneratedFile] {
        let shared = try sharedPolicies()
        var files = shared
        files.append(file("terraform.tf", requirements() + moves(), records: shared))
        if layout == .root {
            files.append(file("providers.tf", [provider()]))
        }
        files.append(file("variables.tf", variables()))
        if !layers.tables.isEmpty {
            files.append(file("insights.tf", [insightsLayers()]))
        }
        for function in functions {
            guard let names = names[function.name], let archive = archives[function.name] else { continue }
            let writer = FunctionWriter(
                function: function, names: names, mayHaveFormerRole: withFormerRoles.contains(function.name),
                archive: archive, place: place, layers: layers.expressions(for: function, region: region))
            let documents = policies == .json ? try writer.policyFiles(scope: scope) : []
            files += documents
            files.append(file(names.fileStem + ".tf", writer.blocks(), records: documents))
        }
        files.append(file("outputs.tf", outputs()))
        return files.sorted { $0.path < $1.path }
    }

    /// The expression for the functions' region.
    ///
    /// In a module it is the region of the caller's provider. No attribute of `aws_region` works in version 5 of the
    /// provider without being deprecated in version 6; `aws_service` has one, and it sends no request to AWS.
    private var region: Expression {
        switch layout {
        case .root: .reference("var", "region")
        case .module: .reference("data", "aws_service", "lambda", "region")
        }
    }

    /// The place of the functions' own resources.
    private var place: PolicyPlace {
        let partition = scope.regions.first.map { Expression.string($0.partition.rawValue) }
        return PolicyPlace(
            // Only a module may know no region.
            partition: partition ?? .reference("data", "aws_service", "lambda", "partition"), region: region,
            account: .string(scope.account ?? "*"))
    }

    private func file(_ path: String, _ blocks: [Block], records: [GeneratedFile] = []) -> GeneratedFile {
        let body = Document(comment: records.map(FileMark.record), blocks: blocks).rendered()
        return GeneratedFile(path: path, content: FileMark.marked(records.isEmpty ? "\n" + body : body))
    }

    private func sharedPolicies() throws(TerraformError) -> [GeneratedFile] {
        guard policies == .json else { return [] }
        var documents = [RolePolicy(name: "trust", document: .trust)]
        for policy in functions.flatMap(\.rolePolicies) where policy.isShared && !documents.contains(policy) {
            documents.append(policy)
        }
        return try documents.map { policy throws(TerraformError) in
            GeneratedFile(path: "policies/lambda-\(policy.name).json", content: try policy.document.json(in: scope))
        }
    }
}

extension ConfigurationWriter {
    /// The oldest provider with `logging_config` on `aws_lambda_function` (its changelog, 5.32.0).
    private static let providerVersion = ">= 5.32"
    /// The oldest Terraform with postconditions (its changelog, 1.2.0).
    private static let terraformVersion = ">= 1.2"

    private func requirements() -> [Block] {
        let terraform = Block("terraform") {
            Argument("required_version", .string(Self.terraformVersion))
            Block("required_providers") {
                Argument(
                    "aws",
                    .object([
                        ObjectItem("source", .string("hashicorp/aws")),
                        ObjectItem("version", .string(Self.providerVersion)),
                    ]))
            }
        }
        return layout == .root ? [terraform] : [terraform, providerRegion()]
    }

    private func providerRegion() -> Block {
        Block("data", "aws_service", "lambda", comment: ["The region of the caller's provider."]) {
            Argument("service_id", .string("lambda"))
            if !scope.regions.isEmpty {
                Block("lifecycle") {
                    Block("postcondition") {
                        Argument("condition", isKnown(.reference("self", "region")))
                        Argument(
                            "error_message",
                            .template(
                                .literal("The provider's region is "), .interpolation(.reference("self", "region")),
                                .literal("; this module supports only \(regionNames).")))
                    }
                }
            }
        }
    }

    private func provider() -> Block {
        Block("provider", "aws") {
            Argument("region", region)
        }
    }

    private func variables() -> [Block] {
        let region = Block("variable", "region") {
            Argument("type", TypeConstraint.string.expression)
            Argument("description", .string("The AWS region for all resources."))
            if scope.regions.count == 1, let only = scope.regions.first {
                Argument("default", .string(only.name))
            }
            Argument("nullable", .bool(false))
            Block("validation") {
                Argument("condition", isKnown(.reference("var", "region")))
                Argument("error_message", .string("This configuration supports only \(regionNames)."))
            }
        }
        let boundary = Block("variable", "permissions_boundary") {
            Argument("type", TypeConstraint.string.expression)
            Argument(
                "description",
                .string("The ARN of an optional permissions boundary for the functions' roles."))
            Argument("default", .null)
        }
        let tags = Block("variable", "tags") {
            Argument("type", TypeConstraint.map(of: .string).expression)
            Argument("description", .string("Tags for all resources; a function's own tags take precedence."))
            Argument("default", .object([]))
            Argument("nullable", .bool(false))
        }
        return (layout == .root ? [region] : []) + [boundary, tags]
    }

    private func isKnown(_ region: Expression) -> Expression {
        .call("contains", .strings(scope.regions.map(\.name)), region)
    }

    private var regionNames: String { scope.regions.map(\.name).joined(separator: ", ") }

    private func insightsLayers() -> Block {
        Block("locals") {
            for table in layers.tables {
                Argument(
                    table.name,
                    .object(table.layers.map { ObjectItem($0.region.name, .string($0.arn)) }),
                    comment: Self.comment(on: table))
            }
        }
    }

    private static func comment(on table: LayerPlan.Table) -> [String] {
        let choice = table.isPinned ? "as pinned" : "the newest version known to this release of swiftlambda"
        let versions = Dictionary(grouping: table.layers, by: \.version).sorted { $0.key > $1.key }
        if let version = versions.first?.key, versions.count == 1 {
            return ["Lambda Insights \(version) for \(table.architecture), \(choice)."]
        }
        let lines = versions.map { version, layers in
            "  \(version) in " + layers.map(\.region.name).joined(separator: ", ")
        }
        return ["Lambda Insights for \(table.architecture), \(choice):"] + lines
    }

    private func outputs() -> [Block] {
        [
            ("function_arns", "The ARNs of the functions", "aws_lambda_function", "arn"),
            ("function_names", "The names of the functions", "aws_lambda_function", "function_name"),
            ("invoke_arns", "The ARNs for API Gateway to invoke the functions", "aws_lambda_function", "invoke_arn"),
            ("log_group_names", "The names of the functions' log groups", "aws_cloudwatch_log_group", "name"),
            ("role_arns", "The ARNs of the functions' roles", "aws_iam_role", "arn"),
            ("role_names", "The names of the functions' roles, for attaching more policies", "aws_iam_role", "name"),
        ].map { name, description, type, attribute in
            let values = functions.compactMap { function in
                names[function.name].map { names in
                    ObjectItem(function.name, .reference(type, names.identifier, attribute))
                }
            }
            return Block("output", name) {
                Argument("description", .string(description + ", by function name."))
                Argument("value", .call("tomap", .object(values)))
            }
        }
    }
}
