/// A program that runs containers.
package enum ContainerEngine: String, Sendable, Hashable, Codable, CaseIterable {
    /// Docker, or what stands behind its command line.
    case docker
    /// Podman.
    case podman
    /// Finch, which is nerdctl and containerd in a virtual machine.
    case finch
    /// Apple's `container`, which gives each container a virtual machine.
    case container
}
