import HCL

extension Expression {
    /// The expression with the attributes of resources that only some places have, and so have `count`, looked up in
    /// the first instance; null where there is none.
    ///
    /// - Parameter counted: type and name of each such resource.
    func countingOptional(_ counted: Set<[String]>) -> Expression {
        guard !counted.isEmpty else { return self }
        func within(_ expression: Expression) -> Expression { expression.countingOptional(counted) }
        switch self {
        case .traversal(let names) where names.count == 3 && counted.contains(Array(names.prefix(2))):
            // Of `resource[0]`, Terraform allows only the form with a dot.
            let instance = Expression.call("element", .traversal(Array(names.prefix(2))), .number(0))
            return .call("try", .index(instance, .string(names[2])), .null)
        case .list(let elements): return .list(elements.map(within))
        case .object(let items): return .object(items.map { ObjectItem($0.key, within($0.value)) })
        case .index(let base, let key): return .index(within(base), within(key))
        case .call(let name, let arguments): return .call(name, arguments.map(within))
        case .template(let parts):
            return .template(
                parts.map { part in
                    if case .interpolation(let inner) = part { .interpolation(within(inner)) } else { part }
                })
        default: return self
        }
    }
}

extension Body {
    /// The body with references to resources that only some places have, as in ``Expression/countingOptional(_:)``.
    ///
    /// - Parameter except: arguments that refer to resources as a whole.
    func countingOptional(_ counted: Set<[String]>, except: Set<String>) -> Body {
        var body = self
        for index in body.arguments.indices where !except.contains(body.arguments[index].name) {
            body.arguments[index].value = body.arguments[index].value.countingOptional(counted)
        }
        for index in body.blocks.indices {
            body.blocks[index].body = body.blocks[index].body.countingOptional(counted, except: except)
        }
        return body
    }
}
