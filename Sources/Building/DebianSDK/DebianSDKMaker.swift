package import Host
import Model
package import SystemPackage

/// Assembles a glibc Swift SDK from Debian's packages in a temporary directory, and renames it.
///
/// Downloads are kept until the SDK is complete, so the next run continues a killed one.
package struct DebianSDKMaker: Sendable {
    /// An event, for display.
    package enum Event: Sendable, Hashable {
        /// Waiting for another run that makes the same SDK.
        case waiting
        /// Fetching the package lists and checking their signatures.
        case updating
        /// Downloading packages.
        case downloading(bytes: Int64)
        /// The progress of the download.
        case downloaded(percent: Int)
        /// Unpacking a package.
        case unpacking(String)
    }

    /// An available SDK.
    package struct Outcome: Sendable, Hashable {
        /// The SDK.
        package var sdk: SwiftSDK
        /// Whether this run created it.
        package var wasMade: Bool
    }

    private let host: Host
    private let store: SDKStore
    private let cache: FilePath
    private let toolchain: Toolchain
    private let onEvent: @Sendable (Event) -> Void

    /// Creates a maker.
    ///
    /// - Parameters:
    ///   - store: the directory for the SDK.
    ///   - cache: the directory for downloads.
    ///   - toolchain: the toolchain that will use it.
    package init(
        host: Host,
        store: SDKStore,
        cache: FilePath,
        toolchain: Toolchain,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.host = host
        self.store = store
        self.cache = cache
        self.toolchain = toolchain
        self.onEvent = onEvent
    }

    /// Makes the SDK of a recipe, unless a valid one exists.
    ///
    /// - Parameters:
    ///   - mirror: a mirror of Debian instead of the machine's.
    ///   - replacing: whether an existing SDK is replaced.
    /// - Throws: `SDKMakeError`, `FileError`, `ProcessError`, `CancellationError`.
    package func make(_ recipe: DebianRecipe, mirror: String? = nil, replacing: Bool = false) async throws -> Outcome {
        for tool in ["apt-get", "dpkg-deb", "bash", "tar"] where host.processes.locate(tool) == nil {
            throw SDKMakeError.noTool(tool)
        }
        let apt = AptWorkspace(
            directory: cache.appending("\(DebianRecipe.suite)-\(recipe.architecture)"),
            debianArchitecture: recipe.debianArchitecture, host: host)
        try host.files.makeDirectory(apt.directory)
        let lock = try await host.files.lock(apt.lock) { onEvent(.waiting) }
        defer { lock.release() }
        if !replacing, let sdk = try installed(recipe) { return Outcome(sdk: sdk, wasMade: false) }

        try apt.prepare(mirror: try await mirrorOfMachine(unless: mirror), suite: DebianRecipe.suite)
        onEvent(.updating)
        try await apt.update()
        let packages = try await apt.list(DebianRecipe.packages)
        try removeOthers(than: packages, in: apt.archives)
        onEvent(.downloading(bytes: packages.reduce(0) { $0 + $1.size }))
        try await apt.download(DebianRecipe.packages) { onEvent(.downloaded(percent: $0)) }

        try await assemble(recipe, packages: packages, archives: apt.archives)
        try host.files.remove(apt.archives)
        guard let sdk = try installed(recipe) else { throw SDKMakeError.unsound(store.directory) }
        return Outcome(sdk: sdk, wasMade: true)
    }

    private func mirrorOfMachine(unless mirror: String?) async throws -> String {
        if let mirror { return mirror }
        return try await AptWorkspace.mirror(on: host)
    }

    /// The newest valid SDK of the recipe.
    private func installed(_ recipe: DebianRecipe) throws -> SwiftSDK? {
        try store.contents().sdks.filter(recipe.made).max { left, right in
            guard let old = left.targets.first?.swiftVersion, let new = right.targets.first?.swiftVersion else {
                return left.id < right.id
            }
            return old < new
        }
    }

    /// Removes downloads of versions that the mirror has replaced.
    private func removeOthers(than packages: [DebianPackage], in archives: FilePath) throws {
        let wanted = Set(packages.map(\.file))
        for name in try host.files.names(in: archives) where !wanted.contains(name) {
            try host.files.remove(archives.appending(name))
        }
    }

    /// Moves a bundle to its final path; replaces an existing one within a moment.
    private func replace(_ bundle: FilePath, with unfinished: FilePath) throws {
        let old = store.directory.appending(".replaced-\(bundle.stem ?? "")")
        try host.files.remove(old)
        if try host.files.status(of: bundle, followingLinks: false) != nil {
            try host.files.rename(bundle, to: old)
        }
        try host.files.rename(unfinished, to: bundle)
        try host.files.remove(old)
    }

    private func assemble(_ recipe: DebianRecipe, packages: [DebianPackage], archives: FilePath) async throws {
        guard let compiler = packages.first(where: { $0.name == DebianRecipe.compilerPackage }) else {
            throw SDKMakeError.missingPackages([DebianRecipe.compilerPackage])
        }
        let id = recipe.id(version: compiler.upstreamVersion)
        // SwiftPM only reads directories that end in `.artifactbundle`.
        let unfinished = store.directory.appending(".making-\(id)")
        let bundle = store.directory.appending("\(id).artifactbundle")
        try host.files.makeDirectory(store.directory)
        try host.files.remove(unfinished)
        do {
            let assembly = SDKAssembly(recipe: recipe, bundle: unfinished, host: host)
            for package in packages {
                onEvent(.unpacking(package.name))
                try await assembly.unpack(package, from: archives)
            }
            try assembly.finish(version: compiler.upstreamVersion, packages: packages, toolchain: toolchain)
            try replace(bundle, with: unfinished)
        } catch {
            try host.files.remove(unfinished)
            throw error
        }
    }
}
