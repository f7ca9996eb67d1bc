import LibC

/// A user of a system and the user's group, by their numbers.
package struct UserIdentity: Sendable, Hashable {
    /// The user's number; 0 is root's.
    package var user: UInt32
    /// The group's number.
    package var group: UInt32

    /// Creates an identity.
    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    /// Whoever runs this program: the owner of what it writes.
    package static var current: UserIdentity { UserIdentity(user: geteuid(), group: getegid()) }
}
