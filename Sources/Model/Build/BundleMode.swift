/// Which libraries of the building machine, SDK or image travel in the archive, under `lib/`.
package enum BundleMode: String, Sendable, Hashable, CaseIterable {
    /// The least that lets the function start: nothing, libraries, or the C library and its loader too.
    case auto
    /// Nothing.
    case none
    /// Every needed library that the runtime lacks.
    case libraries
    /// Every needed library, the C library and its loader included.
    case libc
}
