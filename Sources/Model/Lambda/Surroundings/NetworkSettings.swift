/// The VPC that a function is connected to.
package struct NetworkSettings: Sendable, Hashable {
    /// One subnet or security group.
    package enum Member: Sendable, Hashable {
        /// Its ID.
        case id(String)
        /// A value of the user's own Terraform that is its ID.
        case terraform(TerraformReference)
    }

    /// Several subnets or security groups.
    package enum Members: Sendable, Hashable, ExpressibleByArrayLiteral {
        /// Each by itself.
        case listed([Member])
        /// A value of the user's own Terraform that is the list of their IDs.
        case terraform(TerraformReference)

        /// Creates members from their IDs.
        package init(arrayLiteral elements: String...) { self = .listed(elements.map { .id($0) }) }

        /// Their number, if it is known without Terraform.
        package var count: Int? {
            if case .listed(let members) = self { members.count } else { nil }
        }
    }

    /// The subnets.
    package var subnets: Members
    /// The security groups.
    package var securityGroups: Members
    /// Whether the function reaches IPv6 addresses through subnets with both.
    package var ipv6: Bool

    /// Creates settings.
    package init(subnets: Members, securityGroups: Members, ipv6: Bool = false) {
        self.subnets = subnets
        self.securityGroups = securityGroups
        self.ipv6 = ipv6
    }
}
