package import Model

/// An image that is there.
package struct ContainerImage: Sendable, Hashable {
    /// The name it was asked for by.
    package var reference: String
    /// The digest by which a registry knows it, else the engine's own, such as `sha256:…`.
    package var digest: String?
    /// What it is for; `nil` where the engine does not tell.
    package var architectures: Set<Architecture>?
}
