/// The VPC that a function is connected to.
package struct NetworkSettings: Sendable, Hashable {
    /// The IDs of the subnets.
    package var subnets: [String]
    /// The IDs of the security groups.
    package var securityGroups: [String]
    /// Whether the function reaches IPv6 addresses through subnets with both.
    package var ipv6: Bool

    /// Creates settings.
    package init(subnets: [String], securityGroups: [String], ipv6: Bool = false) {
        self.subnets = subnets
        self.securityGroups = securityGroups
        self.ipv6 = ipv6
    }
}
