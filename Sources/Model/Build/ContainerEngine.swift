/// A program that runs containers.
package enum ContainerEngine: String, Sendable, Hashable, Codable, CaseIterable {
    /// Docker, or a compatible command.
    case docker
    /// Podman.
    case podman
    /// Finch, nerdctl and containerd in a virtual machine.
    case finch
    /// Apple's `container`, with a virtual machine for each container.
    case container
}
