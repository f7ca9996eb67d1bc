/// The C library that programs of a target triple are linked to.
package enum CLibrary: String, Sendable, Hashable, Codable, CaseIterable {
    /// Linked in whole: the program needs nothing of the runtime.
    case musl
    /// Linked dynamically: the runtime's own must be as new as the one that was linked against.
    case glibc
}
