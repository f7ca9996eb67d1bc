/// Which libraries of the build machine, SDK or image to bundle in the archive, under `lib/`.
package enum BundleMode: String, Sendable, Hashable, CaseIterable {
    /// The minimum for the function to start: nothing, libraries, or also the C library and its loader.
    case auto
    /// Nothing.
    case none
    /// Every needed library missing in the runtime.
    case libraries
    /// Every needed library, including the C library and its loader.
    case libc
}
