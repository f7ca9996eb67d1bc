import HCL
import Model

extension PolicyDocument {
    /// The document as a call of `jsonencode`, which scanners read and which says where a role works.
    func expression(in place: PolicyPlace) -> Expression {
        .call(
            "jsonencode",
            .object([
                ObjectItem("Version", .string(Self.version)),
                ObjectItem("Statement", .list(statements.map { $0.expression(in: place) })),
            ]))
    }
}

extension PolicyDocument.Statement {
    fileprivate func expression(in place: PolicyPlace) -> Expression {
        var items: [ObjectItem] = []
        if let sid { items.append(ObjectItem("Sid", .string(sid))) }
        items.append(ObjectItem("Effect", .string(effect.policyText)))
        if let service { items.append(ObjectItem("Principal", .object([ObjectItem("Service", .string(service))]))) }
        items.append(ObjectItem("Action", .strings(actions)))
        if !resources.isEmpty {
            items.append(ObjectItem("Resource", resources.expression(in: place)))
        }
        if !conditions.isEmpty {
            let operators = conditions.sorted { $0.key < $1.key }.map { name, keys in
                ObjectItem(
                    name,
                    .object(
                        keys.sorted { $0.key < $1.key }.map { ObjectItem($0.key, $0.value.expression(in: place)) }))
            }
            items.append(ObjectItem("Condition", .object(operators)))
        }
        return .object(items)
    }
}

extension [PolicyDocument.Value] {
    /// The values as a list, to which Terraform may add more.
    fileprivate func expression(in place: PolicyPlace) -> Expression {
        let lists = compactMap { value in
            if case .ofPlaceByIDs(let service, let prefix, let reference) = value {
                Expression.call(
                    "formatlist", place.arn(service: service, [.literal(prefix + "%s")]), Expression(reference))
            } else {
                nil
            }
        }
        let own = Expression.list(compactMap { $0.expression(in: place) })
        return lists.isEmpty ? own : .call("concat", [own] + lists)
    }
}

extension PolicyDocument.Value {
    /// The value, unless it is a list.
    func expression(in place: PolicyPlace) -> Expression? {
        switch self {
        case .text(let text): .string(text)
        case .logGroup(let name): place.logGroup(name)
        case .ofPlace(let service, let resource): place.arn(service: service, [.literal(resource)])
        case .terraform(let reference, let suffix):
            suffix.isEmpty
                ? Expression(reference) : .template(.interpolation(Expression(reference)), .literal(suffix))
        case .ofPlaceByID(let service, let prefix, let reference):
            place.arn(service: service, [.literal(prefix), .interpolation(Expression(reference))])
        case .ofPlaceByIDs: nil
        }
    }
}

/// The place of a function's own resources, as expressions: one region of one account.
struct PolicyPlace: Hashable {
    var partition: Expression
    var region: Expression
    /// The account's number, or `*`.
    ///
    /// The actions in these policies take a log group's name, not its ARN, so they always mean one of the caller's account,
    /// and `*` allows no more than the number. `data.aws_caller_identity` would only add a request to each plan.
    var account: Expression
    /// The expression for the stage, in a project with stages.
    var stage: Expression

    /// The ARN for a log group and its streams; see ``ResourceScope/logGroups(_:)``.
    func logGroup(_ name: PlacedName) -> Expression {
        arn(service: "logs", [.literal("log-group:")] + parts(of: name) + [.literal(":*")])
    }

    /// The ARN for a resource of a service here.
    func arn(service: String, _ resource: [TemplatePart]) -> Expression {
        .template(
            [
                .literal("arn:"), part(partition), .literal(":\(service):"), part(region), .literal(":"), part(account),
                .literal(":"),
            ] + resource)
    }

    /// A name as a part of a string.
    func parts(of name: PlacedName) -> [TemplatePart] {
        name.parts.map { part in
            switch part {
            case .text(let text): .literal(text)
            case .function: .literal("")
            case .stage: .interpolation(stage)
            case .region: .interpolation(region)
            }
        }
    }

    private func part(_ expression: Expression) -> TemplatePart {
        if case .string(let text) = expression { .literal(text) } else { .interpolation(expression) }
    }
}
