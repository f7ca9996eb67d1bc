/// The place of a function's role in the account, and its limit.
package struct RoleSettings: Sendable, Hashable {
    /// The path, which begins and ends with `/`.
    package var path: String?
    /// The permissions boundary.
    package var boundary: ResourceARN?

    /// Creates settings.
    package init(path: String? = nil, boundary: ResourceARN? = nil) {
        self.path = path
        self.boundary = boundary
    }
}
