import Checksums
import HCL
import Model

extension ResourceNames {
    /// The address of a resource that exists besides the function's own of the same type.
    ///
    /// It ends in a digest like no plain name does, so that no other function's address coincides with it.
    ///
    /// - Parameters:
    ///   - part: what the resource is for.
    ///   - key: what tells resources of one function and part apart.
    func address(_ part: String, key: String = "") -> String {
        let digest = SHA256.hexadecimal(of: "\(identifier) \(part) \(key)".utf8).prefix(Self.digestLength)
        return "\(identifier)_\(part)_\(digest)"
    }

    /// The prefix of the name of a role that a service assumes for the function; the stage, if any, and region follow.
    ///
    /// Names of functions have no dot, so that no function's own role has this name.
    func serviceRoleStem(_ part: String, hasStage: Bool = false) -> String {
        let stem = hasStage ? roleStemWithStage : roleStem
        let longest = hasStage ? Self.longestRoleStemWithStage : Self.longestRoleStem
        let limit = longest - 1 - part.utf8.count
        guard stem.utf8.count > limit else { return "\(stem).\(part)" }
        let digest = SHA256.hexadecimal(of: stem.utf8).prefix(Self.digestLength)
        return "\(stem.prefix(limit - 1 - Self.digestLength))-\(digest).\(part)"
    }
}

extension FunctionWriter {
    /// A role that a service assumes for the function, and its policy.
    func serviceRole(
        _ part: String, for description: String, trust: PolicyDocument.Statement, sourceArn: Expression,
        allowing statement: PolicyDocument.Statement, resource: Expression? = nil
    ) -> [Block] {
        let address = names.address(part)
        let hasStage = function.namePattern.has(.stage)
        let stem = names.serviceRoleStem(part, hasStage: hasStage)
        let stage: [TemplatePart] = hasStage ? [.interpolation(place.stage), .literal("-")] : []
        return [
            Block("resource", "aws_iam_role", address) {
                Argument("name", .template([.literal(stem + "-")] + stage + [.interpolation(region)]))
                Argument("description", .string(description))
                rolePath
                Argument(
                    "assume_role_policy",
                    trust.document(condition: ("ArnLike", "aws:SourceArn", sourceArn)))
                Argument("permissions_boundary", boundary)
                tags
            },
            Block("resource", "aws_iam_role_policy", address) {
                Argument("name", .string(part))
                Argument("role", .reference("aws_iam_role", address, "name"))
                Argument("policy", statement.document(resource: resource))
            },
        ]
    }
}

extension PolicyDocument.Statement {
    /// A policy document of this statement alone, for values that only Terraform knows.
    func document(
        resource: Expression? = nil, condition: (operator: String, key: String, value: Expression)? = nil
    ) -> Expression {
        var items = [ObjectItem("Effect", .string(effect.policyText))]
        if let sid { items.insert(ObjectItem("Sid", .string(sid)), at: 0) }
        if let service { items.append(ObjectItem("Principal", .object([ObjectItem("Service", .string(service))]))) }
        items.append(ObjectItem("Action", .strings(actions)))
        let own = resources.compactMap { value -> Expression? in
            switch value {
            case .text(let text): .string(text)
            case .terraform(let reference, _): Expression(reference)
            case .logGroup, .ofPlace, .ofPlaceByID, .ofPlaceByIDs: nil
            }
        }
        if let resource = resource ?? (own.isEmpty ? nil : .list(own)) {
            items.append(ObjectItem("Resource", resource))
        }
        if let condition {
            let keys = Expression.object([ObjectItem(condition.key, condition.value)])
            items.append(ObjectItem("Condition", .object([ObjectItem(condition.operator, keys)])))
        }
        return .call(
            "jsonencode",
            .object([
                ObjectItem("Version", .string("2012-10-17")), ObjectItem("Statement", .list([.object(items)])),
            ]))
    }
}
