/// Something that a function's role may do, or may do no longer.
package struct PermissionChange: Sendable, Hashable, Codable {
    /// The kind of change.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The role may do it now.
        case allowed
        /// The role may do it no longer.
        case notAllowed
        /// The role is now forbidden to do it, whatever else allows it.
        case denied
        /// The role is forbidden no longer.
        case notDenied
        /// A policy that exists elsewhere is attached.
        case attached
        /// A policy that exists elsewhere is detached.
        case detached
        /// Somebody may assume the role now.
        case trusted
        /// Somebody may assume the role no longer.
        case notTrusted
        /// The role's permissions boundary changes.
        case boundary
        /// A policy is known only after the apply.
        case unknown
        /// A policy changes that cannot be read.
        case unreadable
    }

    /// The kind of change.
    package var kind: Kind
    /// Which role, such as `scheduler`; `nil` for the function's own.
    package var role: String?
    /// The actions.
    package var actions: [String] = []
    /// The resource, or the ARN of a policy.
    package var resource: String?
    /// Who may assume the role.
    package var principal: String?
    /// The conditions under which it holds.
    package var condition: String?

    /// The change in words.
    package var words: String {
        if let role { return "its \(role) role \(sentence)" }
        return switch kind {
        case .allowed, .notAllowed, .denied, .notDenied, .attached, .detached: sentence
        case .trusted, .notTrusted, .boundary, .unknown, .unreadable: "its role \(sentence)"
        }
    }

    private var sentence: String {
        let what = actions.joined(separator: ", ") + (resource.map { " on \($0)" } ?? "")
        let condition = condition.map { ", if \($0)" } ?? ""
        let who = principal ?? "somebody"
        let policy = resource ?? "a policy"
        return switch kind {
        case .allowed: "gains \(what)\(condition)"
        case .notAllowed: "loses \(what)\(condition)"
        case .denied: "is now denied \(what)\(condition)"
        case .notDenied: "is no longer denied \(what)\(condition)"
        case .attached: "gains what the policy \(policy) allows"
        case .detached: "loses what the policy \(policy) allows"
        case .trusted: "can now be assumed by \(who)\(condition)"
        case .notTrusted: "can no longer be assumed by \(who)\(condition)"
        case .boundary:
            resource.map { "is now limited by the boundary \($0)" } ?? "is no longer limited by a boundary"
        case .unknown: "may change: the policy \(policy) is known only after apply"
        case .unreadable: "may change: the policy \(policy) cannot be read"
        }
    }

    /// Whether the role can do more than before, or may.
    package var widens: Bool {
        switch kind {
        case .allowed, .notDenied, .attached, .trusted, .unknown, .unreadable: true
        case .notAllowed, .denied, .detached, .notTrusted: false
        // Another boundary may allow more or less; none allows more.
        case .boundary: resource == nil
        }
    }
}
