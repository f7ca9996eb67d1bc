/// A fault of a policy statement that a user may accept, as the key `accept` names it.
package enum PolicyFinding: String, Sendable, Hashable, CaseIterable {
    /// It allows everything.
    case admin
    /// It lets the function pass a role to any service.
    case passRole = "pass-role"
    /// It allows every action of a service.
    case serviceWildcard = "service-wildcard"
    /// It allows an action on every resource, although the action works with single ones.
    case wildcardResource = "wildcard-resource"
    /// It names resources of a region that the function never runs in.
    case otherRegion = "other-region"
}
