import JSON

/// One entry of a plan's `resource_changes`.
struct PlannedResource: Hashable {
    /// Attributes that AWS computes, and that say nothing about a change.
    static let computed: Set<String> = [
        "arn", "code_sha256", "execution_arn", "function_arn", "function_url", "id", "invoke_arn", "last_modified",
        "last_processing_result", "policy_id", "qualified_arn", "qualified_invoke_arn", "signing_job_arn",
        "signing_profile_version_arn", "source_code_size", "state", "state_transition_reason", "tags_all", "unique_id",
        "url_id", "uuid", "version",
    ]

    var address: String
    var module: String?
    var type: String
    var name: String
    var action: PlannedAction
    var previousAddress: String?
    /// Whether it is what a failed replacement left behind.
    var isDeposed: Bool
    /// The attributes that cannot be changed in place.
    var replacedBecause: [String]
    var isTainted: Bool
    var isImported: Bool
    private var former: JSONValue
    private var planned: JSONValue
    private var unknown: JSONValue
    private var formerSensitive: JSONValue
    private var plannedSensitive: JSONValue

    /// Reads an entry; `nil` for a data source.
    ///
    /// - Throws: if it has another form than Terraform's documentation says.
    init?(_ value: JSONValue) throws(PlanReadError) {
        guard value["mode"]?.string != "data" else { return nil }
        guard let address = value["address"]?.string, let type = value["type"]?.string,
            let name = value["name"]?.string, let change = value["change"],
            let actions = change["actions"]?.array?.compactMap(\.string)
        else { throw .unexpected("an entry of `resource_changes` lacks its address, type, name or change") }
        guard let action = PlannedAction(actions) else {
            throw .unexpected("\(address) has the unknown action '\(actions.joined(separator: ", "))'")
        }
        self.address = address
        self.type = type
        self.name = name
        self.action = action
        module = value["module_address"]?.string
        previousAddress = value["previous_address"]?.string
        isDeposed = value["deposed"]?.string != nil
        isTainted = value["action_reason"]?.string == "replace_because_tainted"
        isImported = change["importing"] != nil && change["importing"] != .null
        replacedBecause = (change["replace_paths"]?.array ?? []).compactMap { path in
            path.array?.first?.string
        }
        former = change["before"] ?? .null
        planned = change["after"] ?? .null
        unknown = change["after_unknown"] ?? .null
        formerSensitive = change["before_sensitive"] ?? .null
        plannedSensitive = change["after_sensitive"] ?? .null
    }

    /// Whether the plan does anything with it.
    var isChanged: Bool { action != .none || previousAddress != nil || isImported }

    /// A value before.
    func before(_ path: String...) -> PlannedValue { before(at: path) }
    /// A value after.
    func after(_ path: String...) -> PlannedValue { after(at: path) }

    /// A value before.
    func before(at path: [String]) -> PlannedValue {
        Self.value(former.value(at: path), isSensitive: formerSensitive.hasMark(at: path))
    }

    /// A value after.
    func after(at path: [String]) -> PlannedValue {
        if unknown.hasMark(at: path) { return .unknown }
        return Self.value(planned.value(at: path), isSensitive: plannedSensitive.hasMark(at: path))
    }

    /// A text that is known and may be shown, after, or else before.
    func text(_ path: String...) -> String? {
        after(at: path).shown?.string ?? before(at: path).shown?.string
    }

    private static func value(_ value: JSONValue?, isSensitive: Bool) -> PlannedValue {
        switch value {
        case nil, .null?, .string("")?, .array([])?, .object([])?: .none
        case let value?: isSensitive ? .sensitive(value) : .known(value)
        }
    }

    /// Whether a value changes, or may change.
    func changes(at path: [String]) -> Bool {
        switch (before(at: path), after(at: path)) {
        case (.known(let before), .known(let after)), (.known(let before), .sensitive(let after)),
            (.sensitive(let before), .known(let after)), (.sensitive(let before), .sensitive(let after)):
            before != after
        // What nobody set, AWS sets again in a new resource, usually to the same.
        case (_, .unknown) where action == .replace: false
        case (let before, let after): before != after
        }
    }

    /// The names of the attributes that change, without those that AWS computes.
    var changedAttributes: [String] {
        let names = [former, planned, unknown].flatMap { $0.members ?? [] }.map(\.name)
        return Set(names).subtracting(Self.computed).filter { changes(at: [$0]) }.sorted()
    }

    /// The members of an object before or after, by name, whether or not they may be shown.
    func names(at path: [String]) -> (before: Set<String>, after: Set<String>) {
        let before = former.value(at: path)?.members ?? []
        let after = planned.value(at: path)?.members ?? []
        let unknown = unknown.value(at: path)?.members ?? []
        return (
            Set(before.filter { $0.value != .null }.map(\.name)),
            Set(after.filter { $0.value != .null }.map(\.name)).union(unknown.map(\.name))
        )
    }

    /// Whether all of a value is known only after the apply.
    func isUnknownAsWhole(at path: [String]) -> Bool {
        (0...path.count).contains { unknown.value(at: Array(path.prefix($0))) == .bool(true) }
    }
}
