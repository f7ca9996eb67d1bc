package import Model

/// A local image.
package struct ContainerImage: Sendable, Hashable {
    /// The requested name.
    package var reference: String
    /// The digest in the registry, else the engine's, such as `sha256:…`.
    package var digest: String?
    /// Its architecture; `nil` if the engine does not report it.
    package var architectures: Set<Architecture>?
}
