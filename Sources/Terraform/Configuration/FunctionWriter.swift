import HCL
import Model

/// Writes the file of one function: its role, policies, log group and the function itself.
struct FunctionWriter {
    let function: LambdaFunction
    let names: ResourceNames
    /// Whether an earlier release may have created its role under another name.
    let mayHaveFormerRole: Bool
    let archive: ArchiveReference
    /// The bucket that the function's code comes from; `nil` if it is the archive itself.
    let artifacts: ArtifactStore?
    /// Where the function's own resources are.
    let place: PolicyPlace
    let layers: [Expression]
    /// Other functions that take part in its HTTP API.
    var neighbours = APINeighbours()

    var region: Expression { place.region }

    /// The function's name on Lambda.
    var deployedName: [TemplatePart] { place.parts(of: function.placedName) }

    /// The blocks of the function's file.
    func blocks() -> [Block] {
        [role] + function.rolePolicies.map(rolePolicy) + logGroup + [lambdaFunction] + surroundingBlocks + codeChecks
            + formerLogGroup
    }

    func modulePath(_ path: String) -> Expression {
        guard !path.hasPrefix("/") else { return .string(path) }
        return .template(.interpolation(.reference("path", "module")), .literal("/" + path))
    }

    var tags: Argument {
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
            rolePath
            Argument("assume_role_policy", PolicyDocument.trust.expression(in: place))
            Argument("permissions_boundary", boundary)
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
            function.namePattern.has(.stage) ? [.interpolation(place.stage), .literal("-")] : []
        let stem = stage.isEmpty ? names.roleStem : names.roleStemWithStage
        return .template([.literal(stem + "-")] + stage + [.interpolation(region)])
    }

    private func rolePolicy(_ policy: RolePolicy) -> Block {
        Block("resource", "aws_iam_role_policy", names.identifier + "_" + policy.name) {
            Argument("name", .string(policy.name))
            Argument("role", .reference("aws_iam_role", names.identifier, "name"))
            Argument("policy", policy.document.expression(in: place))
        }
    }

    var logGroup: [Block] {
        guard function.surroundings.logGroup?.existing == nil else { return [] }
        let group = Block("resource", "aws_cloudwatch_log_group", names.identifier) {
            Argument("name", .template([.literal("/aws/lambda/")] + deployedName))
            if let retention = function.logs.retention {
                Argument("retention_in_days", .number(retention))
            }
            logGroupArguments
            tags
        }
        return [group]
    }

    private var lambdaFunction: Block {
        Block("resource", "aws_lambda_function", names.identifier) {
            Argument("function_name", .template(deployedName))
            description
            Argument("role", .reference("aws_iam_role", names.identifier, "arn"))
            Argument("architectures", .strings([function.architecture.rawValue]))
            Argument("runtime", .string(function.runtime.rawValue))
            Argument("handler", .string(LambdaPaths.bootstrap))
            if !layers.isEmpty {
                Argument("layers", .list(layers))
            }
            codeArguments
            Argument("memory_size", .number(function.memory))
            Argument("timeout", .number(function.timeout))
            surroundingArguments
            tags
            settings
            codeLifecycle
            Argument("depends_on", .list(policyReferences), position: .afterBlocks)
        }
    }

    private var policyReferences: [Expression] {
        function.rolePolicies.map { .reference("aws_iam_role_policy", names.identifier + "_" + $0.name) }
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
            Argument("log_group", logGroupName)
        }
        Block("tracing_config") {
            Argument("mode", .string(function.tracing == .active ? "Active" : "PassThrough"))
        }
        surroundingSettings
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
