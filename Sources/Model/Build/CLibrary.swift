/// The C library that programs of a target triple are linked to.
package enum CLibrary: String, Sendable, Hashable, Codable, CaseIterable {
    /// Linked statically: the program needs nothing from the runtime.
    case musl
    /// Linked dynamically: the runtime's version must be at least as new as the one at link time.
    case glibc
}
