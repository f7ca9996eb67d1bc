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
        /// Fetching the package lists of a suite and checking their signatures.
        case updating(suite: String)
        /// Downloading packages.
        case downloading(bytes: Int64)
        /// The number of bytes that were downloaded so far.
        case downloaded(bytes: Int64)
        /// Unpacking a package.
        case unpacking(String)
        /// Linking, patching and writing what is not in a package.
        case finishing
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

    /// Packages of one set, where they are downloaded.
    private struct Delivery: Sendable {
        var set: DebianPackageSet
        var apt: AptWorkspace
        var packages: [DebianPackage]

        var bytes: Int64 { packages.reduce(0) { $0 + $1.size } }
    }

    /// Makes the SDK of a recipe, unless a valid one exists.
    ///
    /// - Parameters:
    ///   - mirror: a mirror of Debian instead of the machine's.
    ///   - replacing: whether an existing SDK is replaced.
    /// - Throws: `SDKMakeError`, `FileError`, `ProcessError`, `CancellationError`.
    package func make(_ recipe: DebianRecipe, mirror: String? = nil, replacing: Bool = false) async throws -> MadeSDK {
        for tool in ["apt-get", "dpkg-deb", "bash", "tar"] where host.processes.locate(tool) == nil {
            throw SDKMakeError.noTool(tool)
        }
        try host.files.makeDirectory(cache)
        let lock = try await host.files.lock(cache.appending("lock")) { onEvent(.waiting) }
        defer { lock.release() }
        if !replacing, let sdk = try await installed(recipe) { return MadeSDK(sdk: sdk, wasMade: false) }
        try checkRoom(for: recipe)

        let mirror = try await mirrorOfMachine(unless: mirror)
        let compilerHost = try compilerHost(of: recipe)
        var deliveries: [Delivery] = []
        for set in recipe.sets(compilerFor: compilerHost) {
            deliveries.append(try await list(set, mirror: mirror))
        }
        guard let version = deliveries.flatMap(\.packages).first(where: { $0.name == DebianRecipe.compilerPackage })
        else {
            throw SDKMakeError.missingPackages([DebianRecipe.compilerPackage], suite: recipe.suite)
        }
        if let wanted = recipe.swiftVersion, wanted != version.upstreamVersion {
            throw SDKMakeError.otherVersion(
                version.upstreamVersion, wanted: wanted, suites: await suiteVersions(recipe, mirror: mirror))
        }
        try await download(deliveries)
        try await assemble(recipe, version: version.upstreamVersion, deliveries: deliveries, compilerHost: compilerHost)
        for delivery in deliveries { try host.files.remove(delivery.apt.archives) }
        guard let sdk = try await installed(recipe) else { throw SDKMakeError.unsound(store.directory) }
        return MadeSDK(sdk: sdk, wasMade: true)
    }

    /// The architecture that the SDK's own compiler runs on; `nil` where this machine's has its version.
    private func compilerHost(of recipe: DebianRecipe) throws(SDKMakeError) -> Architecture? {
        guard case .complete = recipe.contents else { return nil }
        if let wanted = recipe.swiftVersion, toolchain.version?.description == wanted { return nil }
        return Architecture(triple: toolchain.triple)
    }

    private func checkRoom(for recipe: DebianRecipe) throws {
        for (directory, needed) in [(store.directory, recipe.room.sdk), (cache, recipe.room.downloads)] {
            try SDKPlacement.requireRoom(needed, in: directory, on: host)
        }
    }

    private func mirrorOfMachine(unless mirror: String?) async throws -> String {
        if let mirror { return mirror }
        return try await AptWorkspace.mirror(on: host)
    }

    private func workspace(_ set: DebianPackageSet, mirror: String) -> AptWorkspace {
        AptWorkspace(
            directory: cache.appending(set.name), architecture: set.architecture, host: host,
            isSnapshot: mirror.contains("snapshot.debian.org"))
    }

    private func list(_ set: DebianPackageSet, mirror: String) async throws -> Delivery {
        let apt = workspace(set, mirror: mirror)
        try apt.prepare(mirror: mirror, suite: set.suite)
        onEvent(.updating(suite: set.suite))
        try await apt.update()
        return Delivery(set: set, apt: apt, packages: try await apt.list(set))
    }

    /// The versions of Swift in all suites, for a message.
    private func suiteVersions(_ recipe: DebianRecipe, mirror: String) async -> [SuiteVersion] {
        var versions: [SuiteVersion] = []
        for suite in DebianRecipe.suites {
            let set = DebianPackageSet(
                suite: suite, architecture: recipe.architecture, role: .swiftLibraries,
                packages: [DebianRecipe.compilerPackage])
            // A suite that the mirror lacks has no version; the message is about another error.
            let package = try? await list(set, mirror: mirror).packages.first
            versions.append(SuiteVersion(suite: suite, version: package?.upstreamVersion))
        }
        return versions
    }

    /// The newest valid SDK of the recipe that has the wanted libraries.
    private func installed(_ recipe: DebianRecipe) async throws -> SwiftSDK? {
        try await store.contents().describingCompilers(on: host).sdks.filter(recipe.made).filter { sdk in
            guard !recipe.libraries.isEmpty else { return true }
            let list = try host.files.read(sdk.bundle.appending("packages.txt"), limit: 1 << 20)
            let names = String(decoding: list, as: UTF8.self).split(separator: "\n").map { $0.prefix { $0 != " " } }
            return recipe.libraries.allSatisfy { library in names.contains { $0 == library } }
        }.max { left, right in
            guard let old = left.targets.first?.swiftVersion, let new = right.targets.first?.swiftVersion else {
                return left.id < right.id
            }
            return old < new
        }
    }

    private func download(_ deliveries: [Delivery]) async throws {
        onEvent(.downloading(bytes: deliveries.reduce(0) { $0 + $1.bytes }))
        // Sets of one suite and architecture share a directory.
        var wanted: [FilePath: Set<String>] = [:]
        for delivery in deliveries {
            wanted[delivery.apt.archives, default: []].formUnion(delivery.packages.map(\.file))
        }
        for (archives, files) in wanted { try removeOthers(than: files, in: archives) }
        var done: Int64 = 0
        for delivery in deliveries {
            let before = done
            try await delivery.apt.download(delivery.packages.map(\.name)) { percent in
                onEvent(.downloaded(bytes: before + delivery.bytes * Int64(percent) / 100))
            }
            done += delivery.bytes
        }
    }

    /// Removes downloads of versions that the mirror has replaced.
    private func removeOthers(than wanted: Set<String>, in archives: FilePath) throws {
        for name in try host.files.names(in: archives) where !wanted.contains(name) {
            try host.files.remove(archives.appending(name))
        }
    }

    private func assemble(
        _ recipe: DebianRecipe, version: String, deliveries: [Delivery], compilerHost: Architecture?
    ) async throws {
        let placement = SDKPlacement(id: recipe.id(version: version), store: store, host: host)
        try await placement.place { unfinished, bundle in
            let assembly = SDKAssembly(recipe: recipe, bundle: unfinished, finalBundle: bundle, host: host)
            // At most three at a time; nearly all of the work is in the two of Swift's packages, which xz unpacks on one core each.
            try await withThrowingTaskGroup { group in
                for delivery in deliveries {
                    group.addTask { [onEvent] in
                        for package in delivery.packages {
                            onEvent(.unpacking(package.name))
                            try await assembly.unpack(package, role: delivery.set.role, from: delivery.apt.archives)
                        }
                    }
                }
                try await group.waitForAll()
            }
            onEvent(.finishing)
            try await assembly.finish(
                version: version, packages: deliveries.flatMap(\.packages), compilerHost: compilerHost,
                toolchain: toolchain)
        }
    }
}
