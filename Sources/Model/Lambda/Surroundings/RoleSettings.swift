/// The place of a function's role in the account, and its limit.
package struct RoleSettings: Sendable, Hashable {
    /// The path, which begins and ends with `/`.
    package var path: String?
    /// The permissions boundary.
    package var boundary: ResourceReference?
    /// Whether the function is replaced when the role is.
    package var replacesFunction: Bool

    /// Creates settings.
    package init(path: String? = nil, boundary: ResourceReference? = nil, replacesFunction: Bool = false) {
        self.path = path
        self.boundary = boundary
        self.replacesFunction = replacesFunction
    }
}
