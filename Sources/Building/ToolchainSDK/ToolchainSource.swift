package import Model
package import SystemPackage

/// What an SDK is made of: a toolchain's archive, and a system to link against.
package struct ToolchainSource: Sendable, Hashable {
    /// Where the C library, its headers and GCC's runtime come from.
    package enum Sysroot: Sendable, Hashable {
        /// The root of a file system.
        case directory(FilePath)
        /// RPM packages.
        case packages([FilePath])
        /// The root file system of a container image; `nil` for the engine means the first that responds.
        case image(String, engine: ContainerEngine?)
    }

    /// The archive.
    package var archive: FilePath
    /// Its signature; `nil` means a file of the same name with `.sig`, if there is one.
    package var signature: FilePath?
    /// The system.
    package var sysroot: Sysroot
    /// The architecture that the archive must be for; `nil` means that in its name.
    package var architecture: Architecture?
    /// The platform, which names the SDK; `nil` means that in the archive's name.
    package var platform: String?

    /// Creates a source.
    package init(
        archive: FilePath, signature: FilePath? = nil, sysroot: Sysroot, architecture: Architecture? = nil,
        platform: String? = nil
    ) {
        self.archive = archive
        self.signature = signature
        self.sysroot = sysroot
        self.architecture = architecture
        self.platform = platform
    }
}
