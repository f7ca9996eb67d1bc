import HCL
import Model

/// Writes the file of one function: its role, policies, log group and the function itself.
struct FunctionWriter {
    let function: LambdaFunction
    let names: ResourceNames
    /// Whether an earlier release may have created its role under another name.
    let mayHaveFormerRole: Bool
    let archive: ArchiveReference
    /// How values are chosen by place.
    let choice: PlaceChoice
    let layers: [Expression]

    private var logsPath: String { "policies/\(names.fileStem)-logs.json" }
    private var permissionsPath: String { "policies/\(names.fileStem)-permissions.json" }

    /// The policy documents of this function's role only.
    func policies(scope: ResourceScope) throws(TerraformError) -> [GeneratedFile] {
        let logs = PolicyDocument.logs(of: function.deployedName, scope: scope)
        var files = [GeneratedFile(path: logsPath, content: try logs.rendered())]
        if !function.policies.isEmpty {
            let permissions = PolicyDocument.permissions(function.policies)
            files.append(GeneratedFile(path: permissionsPath, content: try permissions.rendered()))
        }
        return files
    }

    /// The blocks of the function's file.
    func blocks() -> [Block] {
        [role] + policyPaths.map { rolePolicy($0.name, path: $0.path) } + [logGroup, lambdaFunction]
    }

    /// The names of the policies of a function's role.
    static func policyNames(of function: LambdaFunction) -> [String] {
        var names = ["logs"]
        if function.insights != .disabled { names.append("insights") }
        if function.tracing == .active { names.append("tracing") }
        if !function.policies.isEmpty { names.append("permissions") }
        return names
    }

    private var policyPaths: [(name: String, path: String)] {
        Self.policyNames(of: function).map { name in
            let path =
                switch name {
                case "insights": PolicyPath.insights
                case "tracing": PolicyPath.tracing
                default: "policies/\(names.fileStem)-\(name).json"
                }
            return (name, path)
        }
    }

    private func modulePath(_ path: String) -> Expression {
        guard !path.hasPrefix("/") else { return .string(path) }
        return .template(.interpolation(.reference("path", "module")), .literal("/" + path))
    }

    private var tags: Argument {
        let shared = Expression.reference("var", "tags")
        guard !function.tags.isEmpty else { return Argument("tags", shared) }
        return Argument("tags", .call("merge", shared, Self.object(function.tags)))
    }

    private static func object(_ values: [String: String]) -> Expression {
        .object(values.sorted { $0.key < $1.key }.map { ObjectItem($0.key, .string($0.value)) })
    }

    private var role: Block {
        Block("resource", "aws_iam_role", names.identifier) {
            Argument("name", roleName)
            // Another text would change every role that was deployed.
            Argument("description", .string("What the Lambda function \(function.name) may do."))
            Argument("assume_role_policy", .call("file", modulePath(PolicyPath.trust)))
            Argument("permissions_boundary", .reference("var", "permissions_boundary"))
            tags
            if mayHaveFormerRole {
                Block("lifecycle", comment: ["Roles cannot be renamed; one created by release 0.1.0 keeps its name."]) {
                    Argument("ignore_changes", .list([.reference("name")]))
                }
            }
        }
    }

    /// The role's name.
    ///
    /// Roles belong to the account: stage and region tell those of two places apart. A function whose name does not
    /// have the stage is deployed as if there were none, and so is its role.
    private var roleName: Expression {
        let stage: [TemplatePart] =
            function.namePattern.has(.stage) ? [.interpolation(choice.stage), .literal("-")] : []
        let stem = stage.isEmpty ? names.roleStem : names.roleStemWithStage
        return .template([.literal(stem + "-")] + stage + [.interpolation(choice.region)])
    }

    /// The function's name on Lambda.
    private var deployedName: [TemplatePart] {
        function.namePattern.parts.map { part in
            switch part {
            case .text(let text): .literal(text)
            case .function: .literal(function.name)
            case .stage: .interpolation(choice.stage)
            case .region: .interpolation(choice.region)
            }
        }
    }

    private func rolePolicy(_ name: String, path: String) -> Block {
        Block("resource", "aws_iam_role_policy", names.identifier + "_" + name) {
            Argument("name", .string(name))
            Argument("role", .reference("aws_iam_role", names.identifier, "name"))
            Argument("policy", .call("file", modulePath(path)))
        }
    }

    private var logGroup: Block {
        Block("resource", "aws_cloudwatch_log_group", names.identifier) {
            Argument("name", .template([.literal("/aws/lambda/")] + deployedName))
            if let retention = function.logs.retention {
                Argument("retention_in_days", .number(retention))
            }
            tags
        }
    }

    private var lambdaFunction: Block {
        Block("resource", "aws_lambda_function", names.identifier) {
            Argument("function_name", .template(deployedName))
            if let description = function.description, !description.isEmpty {
                Argument("description", .string(description))
            }
            Argument("role", .reference("aws_iam_role", names.identifier, "arn"))
            Argument("architectures", .strings([function.architecture.rawValue]))
            Argument("runtime", .string(function.runtime.rawValue))
            Argument("handler", .string(LambdaPaths.bootstrap))
            if !layers.isEmpty {
                Argument("layers", .list(layers))
            }
            Argument("filename", modulePath(archive.path))
            Argument("source_code_hash", .call("filebase64sha256", modulePath(archive.path)))
            Argument("memory_size", .number(function.memory))
            Argument("timeout", .number(function.timeout))
            tags
            settings
            Argument("depends_on", .list(policyReferences), position: .afterBlocks)
        }
    }

    private var policyReferences: [Expression] {
        policyPaths.map { .reference("aws_iam_role_policy", names.identifier + "_" + $0.name) }
    }

    private var variables: [ObjectItem] {
        let texts = function.environment.mapValues { Expression.string($0) }
        let all = texts.merging(function.references.terraform.mapValues { Expression($0) }) { text, _ in text }
        return all.sorted { $0.key < $1.key }.map { ObjectItem($0.key, $0.value) }
    }

    @BodyBuilder private var settings: Body {
        if !variables.isEmpty {
            Block("environment") {
                Argument("variables", .object(variables))
            }
        }
        Block("ephemeral_storage") {
            Argument("size", .number(function.ephemeralStorage))
        }
        Block("logging_config") {
            Argument("log_format", .string(function.logs.format == .json ? "JSON" : "Text"))
            if let level = function.logs.applicationLevel {
                Argument("application_log_level", .string(level.rawValue.uppercased()))
            }
            if let level = function.logs.systemLevel {
                Argument("system_log_level", .string(level.rawValue.uppercased()))
            }
            Argument("log_group", .reference("aws_cloudwatch_log_group", names.identifier, "name"))
        }
        Block("tracing_config") {
            Argument("mode", .string(function.tracing == .active ? "Active" : "PassThrough"))
        }
    }
}

extension Expression {
    /// The value to which a user's reference refers.
    init(_ reference: TerraformReference) {
        var expression = Expression.traversal([reference.root])
        for step in reference.steps {
            switch (step, expression) {
            case (.name(let name), .traversal(let names)): expression = .traversal(names + [name])
            case (.name(let name), _): expression = .index(expression, .string(name))
            case (.number(let number), _): expression = .index(expression, .number(number))
            }
        }
        self = expression
    }
}
