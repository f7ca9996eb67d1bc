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
    ///   - names: libraries that are copied too.
    ///   - scratch: the directory for all builds of the package, which containers mount.
    func libraryOrigin(
        for programs: [FilePath], and names: [String] = [], of builder: any Builder, image: ContainerImage?,
        scratch: FilePath, on host: Host
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
                ).origin(for: programs, and: names)
            } else {
                .host
            }
        }
    }

    /// The options with which programs are linked: those of an optimization, and those that allow a bundled
    /// loader, except for programs for musl.
    ///
    /// - Parameter objects: what is linked into each program besides its own code.
    func toolset(
        in scratch: FilePath, optimization: OptimizationOptions, objects: [FilePath] = []
    ) -> LinkToolset? {
        var options = objects.map(\.string) + optimization.linkerOptions
        if !isOfMusl { options += OwnLoader.linkerOptions(for: architecture) }
        // Both may be built at the same time.
        let name = "link-\(architecture)" + (isOfMusl ? "-musl" : "") + ".json"
        return options.isEmpty ? nil : LinkToolset(path: scratch.appending(name), options: options)
    }

    /// Whether programs are linked to musl, whose functions have no versions.
    var isOfMusl: Bool {
        if case .sdk(_, let target, _) = method { target.libc == .musl } else { false }
    }

    /// The objects with which programs start on all of some runtimes; none if their libraries are new enough.
    func compatibilityObjects(
        for runtimes: Set<LambdaRuntime>, builder: any Builder, image: ContainerImage?, scratch: FilePath, on host: Host
    ) async throws -> [FilePath] {
        guard !isOfMusl else { return [] }
        let limits = runtimes.reduce(into: [String: DottedVersion]()) { limits, runtime in
            limits.merge(runtime.newestSymbolVersions) { min($0, $1) }
        }
        let names = LinkCompatibility.libraryNames
        let origin = try await libraryOrigin(
            for: [], and: names, of: builder, image: image, scratch: scratch, on: host)
        return try await CompatibilityObjects(
            files: host.files, directory: scratch.appending("compatibility"), architecture: architecture, limits: limits
        )
        .make(
            for: try origin.files(named: names, for: architecture, files: host.files)
                .map { CompatibilityObjects.Library(name: $0.name, path: $0.path, status: $0.status) },
            toolchain: { try await builder.toolchain() }, on: builder.toolHost ?? host)
    }
}
