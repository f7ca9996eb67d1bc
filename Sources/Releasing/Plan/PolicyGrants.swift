import JSON

/// What an IAM policy document says, one action and one resource at a time.
struct PolicyGrants: Hashable {
    /// One action on one resource.
    struct Grant: Hashable {
        var isDeny: Bool
        var action: String
        /// `nil` in a policy of a resource itself, such as who may assume a role.
        var resource: String?
        /// Who may do it, in a policy that says so.
        var principal: String?
        /// The conditions, in a stable form.
        var condition: String?
    }

    private(set) var grants: Set<Grant> = []

    init() {}

    /// Reads a document; `nil` if it is not one.
    init?(_ text: String) {
        guard let document = try? JSONValue(parsing: Array(text.utf8)), let statement = document["Statement"] else {
            return nil
        }
        for statement in statement.array ?? [statement] {
            guard let effect = statement["Effect"]?.string else { return nil }
            add(statement, isDeny: effect == "Deny")
        }
    }

    /// Adds what another document says.
    mutating func formUnion(_ other: PolicyGrants) { grants.formUnion(other.grants) }

    private mutating func add(_ statement: JSONValue, isDeny: Bool) {
        let actions =
            Self.texts(statement["Action"]) + Self.allBut(statement["NotAction"], what: "every action")
        let resources =
            Self.texts(statement["Resource"]) + Self.allBut(statement["NotResource"], what: "every resource")
        let principals =
            Self.principals(statement["Principal"]) + Self.principals(statement["NotPrincipal"]).map { "all but \($0)" }
        let condition = statement["Condition"].map(Self.words)
        for action in actions {
            for resource in resources.isEmpty ? [nil] : resources.map(Optional.some) {
                for principal in principals.isEmpty ? [nil] : principals.map(Optional.some) {
                    grants.insert(
                        Grant(
                            isDeny: isDeny, action: action, resource: resource, principal: principal,
                            condition: condition))
                }
            }
        }
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        guard let value else { return [] }
        return (value.array ?? [value]).compactMap(\.string)
    }

    private static func allBut(_ value: JSONValue?, what: String) -> [String] {
        let texts = texts(value)
        return texts.isEmpty ? [] : ["\(what) but \(texts.sorted().joined(separator: ", "))"]
    }

    private static func principals(_ value: JSONValue?) -> [String] {
        guard let value else { return [] }
        if value.string == "*" { return ["everyone"] }
        return (value.members ?? []).flatMap { member in
            texts(member.value).map { $0 == "*" ? "everyone" : $0 }
        }
    }

    /// Conditions as `aws:SourceAccount StringEquals 123`, sorted.
    private static func words(_ condition: JSONValue) -> String {
        (condition.members ?? []).flatMap { test in
            (test.value.members ?? []).map { key in
                let values = (key.value.array ?? [key.value]).map { $0.string ?? $0.text }.sorted()
                return "\(key.name) \(test.name) \(values.joined(separator: " or "))"
            }
        }.sorted().joined(separator: " and ")
    }
}
