#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A user of a system and the user's group, by their numbers.
public struct UserIdentity: Sendable, Hashable {
    /// The user's number; 0 is root's.
    public var user: UInt32
    /// The group's number.
    public var group: UInt32

    /// Creates an identity.
    public init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    /// Whoever runs this program: the owner of what it writes.
    public static var current: UserIdentity { UserIdentity(user: geteuid(), group: getegid()) }
}
