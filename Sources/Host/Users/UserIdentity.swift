import LibC

/// A user of a system and group, by ID.
package struct UserIdentity: Sendable, Hashable {
    /// The user ID; 0 is root.
    package var user: UInt32
    /// The group ID.
    package var group: UInt32

    /// Creates an identity.
    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    /// The user who runs this program and owns its files.
    package static var current: UserIdentity { UserIdentity(user: geteuid(), group: getegid()) }
}
