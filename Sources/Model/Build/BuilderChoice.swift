/// The user's choice of builder.
package enum BuilderChoice: String, Sendable, Hashable, CaseIterable {
    /// The one that fits.
    case auto
    /// This machine's toolchain, for its own architecture.
    case native
    /// An installed Swift SDK.
    case sdk
    /// The toolchain of an image, run by a container engine.
    case container
}
