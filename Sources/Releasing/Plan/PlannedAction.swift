/// What a plan does with a resource.
package enum PlannedAction: String, Sendable, Hashable, Codable {
    case none
    case create
    case update
    case delete
    /// It is destroyed, and created again.
    case replace
    /// Terraform forgets it; on AWS nothing changes.
    case forget

    /// Reads Terraform's list of actions; `nil` if it has one that is not known.
    init?(_ names: [String]) {
        switch names {
        case ["no-op"], ["read"]: self = .none
        case ["create"]: self = .create
        case ["update"]: self = .update
        case ["delete"]: self = .delete
        case ["delete", "create"], ["create", "delete"]: self = .replace
        // The former object of a replacement may be forgotten instead of destroyed.
        case ["create", "forget"]: self = .create
        case ["forget"]: self = .forget
        default: return nil
        }
    }

    /// Whether something that exists is destroyed.
    package var destroys: Bool { self == .delete || self == .replace }

    /// What is done, for a list of addresses.
    var verb: String {
        switch self {
        case .none: "keeps"
        case .create: "creates"
        case .update: "changes"
        case .delete: "destroys"
        case .replace: "replaces"
        case .forget: "no longer manages"
        }
    }
}
