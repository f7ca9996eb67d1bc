import Building
import Bundling
import Host
import Model
import SystemPackage

extension BuilderDecision {
    /// The origin of the libraries that its programs link to.
    ///
    /// - Parameters:
    ///   - programs: what was built; the libraries that they need are copied from an image.
    ///   - scratch: the directory for all builds of the package, which containers mount.
    func libraryOrigin(
        for programs: [FilePath], of builder: any Builder, image: ContainerImage?, scratch: FilePath, on host: Host
    ) async throws -> LibraryOrigin {
        switch method {
        case .native: .host
        case .sdk(let sdk, let target, _): LibraryOrigin(name: sdk.id, root: target.sdkRoot)
        case .container:
            if let image, let imageHost = builder.toolHost {
                try await ImageLibraries(
                    host: host, imageHost: imageHost, reference: image.reference, digest: image.digest,
                    architecture: architecture,
                    directory: scratch.appending("container").appending("libraries")
                ).origin(for: programs)
            } else {
                .host
            }
        }
    }

    /// The options with which programs are linked: those of an optimization, and those that allow a bundled
    /// loader, except for programs for musl.
    func toolset(in scratch: FilePath, optimization: OptimizationOptions) -> LinkToolset? {
        var options = optimization.linkerOptions
        var isOfMusl = false
        if case .sdk(_, let target, _) = method { isOfMusl = target.libc == .musl }
        if !isOfMusl { options += OwnLoader.linkerOptions(for: architecture) }
        // Both may be built at the same time.
        let name = "link-\(architecture)" + (isOfMusl ? "-musl" : "") + ".json"
        return options.isEmpty ? nil : LinkToolset(path: scratch.appending(name), options: options)
    }
}
