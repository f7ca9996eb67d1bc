import Building
import Bundling
import Host
import Model
import SystemPackage

extension BuilderDecision {
    /// Where the libraries are that its programs are linked to.
    ///
    /// - Parameters:
    ///   - programs: what was built; libraries of an image are copied as far as these need them.
    ///   - scratch: the directory for all builds of the package, which a container sees.
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

    /// The options with which programs are linked: those of an optimization, and those that let the archive bring its own
    /// loader, which programs for musl do not have.
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
