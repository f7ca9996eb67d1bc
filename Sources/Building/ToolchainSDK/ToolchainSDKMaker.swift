package import Host
import Model
package import SystemPackage

/// Makes a Swift SDK of a toolchain's archive from swift.org and a system to link against.
///
/// The archive is of the release of this machine's compiler, which therefore reads its modules.
package struct ToolchainSDKMaker: Sendable {
    /// An event, for display.
    package enum Event: Sendable, Hashable {
        /// Waiting for another run that makes an SDK.
        case waiting
        /// Downloading a file.
        case downloading(bytes: Int64)
        /// The number of bytes of the file that are there.
        case downloaded(bytes: Int64)
        /// Verifying the signature.
        case verifying(FilePath)
        /// The archive has no signature.
        case unsigned(FilePath)
        /// The signature is good.
        case signed(FilePath, signer: String, isKnown: Bool)
        /// Unpacking a file, a directory or an image.
        case unpacking(String)
        /// Linking and writing what is not in an archive.
        case finishing
    }

    private let host: Host
    private let store: SDKStore
    private let cache: FilePath
    private let toolchain: Toolchain
    private let onEvent: @Sendable (Event) -> Void

    /// The least room that the SDK needs, in bytes, as measured with Swift 6.3.1's libraries in November 2026.
    private static let room: Int64 = 500_000_000

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

    /// Downloads a release, makes its SDK, unless a valid one exists, and removes the downloads.
    ///
    /// - Parameter replacing: whether an existing SDK is replaced.
    /// - Throws: as ``make(_:replacing:)``, and `ToolchainSDKError.notDownloaded`.
    package func make(
        downloading release: ToolchainRelease, sysroot: ToolchainSource.Sysroot, replacing: Bool = false
    ) async throws -> MadeSDK {
        let lock = try await lock()
        defer { lock.release() }
        if !replacing, let sdk = try installed(Self.id(release)) { return MadeSDK(sdk: sdk, wasMade: false) }
        let download = ToolchainDownload(release: release, directory: cache, host: host, onEvent: onEvent)
        try await download.fetch()
        let source = ToolchainSource(
            archive: download.archive, signature: download.signature, sysroot: sysroot,
            architecture: release.architecture)
        let outcome: MadeSDK
        do {
            outcome = try await makeLocked(source, replacing: replacing)
        } catch let error as ToolchainSDKError where error.isFaultOfArchive {
            // The next run would only find the same.
            for file in [download.archive, download.signature] { try host.files.remove(file) }
            throw error
        }
        for file in [download.archive, download.signature] { try host.files.remove(file) }
        return outcome
    }

    /// Makes the SDK of an archive, unless a valid one exists.
    ///
    /// - Parameter replacing: whether an existing SDK is replaced.
    /// - Throws: `ToolchainSDKError`, `SDKMakeError`, `ContainerError`, `FileError`, `ProcessError`, `CancellationError`.
    package func make(_ source: ToolchainSource, replacing: Bool = false) async throws -> MadeSDK {
        let lock = try await lock()
        defer { lock.release() }
        return try await makeLocked(source, replacing: replacing)
    }

    private func lock() async throws -> any FileLock {
        try host.files.makeDirectory(cache)
        return try await host.files.lock(cache.appending("lock")) { onEvent(.waiting) }
    }

    private func makeLocked(_ source: ToolchainSource, replacing: Bool) async throws -> MadeSDK {
        let archive = ToolchainArchive(file: source.archive, host: host)
        let head = try await archive.head()
        if let release = head.release { try check(release, for: source) }
        let release = ToolchainRelease(
            version: toolchain.version?.description ?? "unknown",
            platform: source.platform ?? head.release?.platform ?? "linux",
            architecture: source.architecture ?? head.release?.architecture ?? .arm64)
        let id = Self.id(release)
        if !replacing, let sdk = try installed(id) { return MadeSDK(sdk: sdk, wasMade: false) }
        try SDKPlacement.requireRoom(Self.room, in: store.directory, on: host)
        try await verifySignature(of: source)
        try await SDKPlacement(id: id, store: store, host: host).place { unfinished, _ in
            try await assemble(archive, head, source: source, release: release, in: unfinished)
        }
        guard let sdk = try installed(id) else { throw SDKMakeError.unsound(store.directory) }
        return MadeSDK(sdk: sdk, wasMade: true)
    }

    private static func id(_ release: ToolchainRelease) -> String {
        "swift-\(release.version)-\(release.platform)-\(release.architecture)"
    }

    /// The valid SDK of a name.
    private func installed(_ id: String) throws -> SwiftSDK? { try store.contents().sdks.first { $0.id == id } }

    /// Checks what the archive says of itself, before it is unpacked.
    private func check(_ release: ToolchainRelease, for source: ToolchainSource) throws(ToolchainSDKError) {
        let own = StaticLinuxSDK.releaseTag(in: toolchain.compilerVersion)
        guard release.tag == own ?? toolchain.compilerVersion else {
            throw .otherRelease(source.archive, release: release.tag, compiler: toolchain.compilerVersion)
        }
        guard source.architecture == nil || source.architecture == release.architecture else {
            throw .otherArchitecture(source.archive, wanted: source.architecture ?? release.architecture)
        }
    }

    private func verifySignature(of source: ToolchainSource) async throws {
        let beside = FilePath(source.archive.string + ".sig")
        guard
            let signature = try source.signature
                ?? (host.files.status(of: beside, followingLinks: true) == nil ? nil : beside)
        else {
            onEvent(.unsigned(source.archive))
            return
        }
        onEvent(.verifying(source.archive))
        let signer = try await ToolchainSignature(archive: source.archive, signature: signature, host: host).verify()
        onEvent(.signed(source.archive, signer: signer.name, isKnown: signer.isKnown))
    }

    private func assemble(
        _ archive: ToolchainArchive, _ head: ToolchainArchive.Head, source: ToolchainSource, release: ToolchainRelease,
        in bundle: FilePath
    ) async throws {
        let layout = SDKLayout(bundle: bundle, triple: "\(release.architecture.gnuName)-unknown-linux-gnu")
        let id = Self.id(release)
        try host.files.makeDirectory(layout.sysroot)
        // The system is small, so that what it lacks is known before the archive is read.
        onEvent(.unpacking(source.sysroot.name))
        try await SysrootUnpacking(source: source.sysroot, architecture: release.architecture, id: id, host: host)
            .unpack(to: layout.sysroot, staging: layout.variant.appending("packages"))
        try SysrootCheck(
            root: layout.sysroot, name: source.sysroot.name, architecture: release.architecture, files: host.files
        ).verify()
        onEvent(.unpacking(source.archive.lastComponent?.string ?? source.archive.string))
        try await archive.unpack(head, to: layout.sysroot)
        onEvent(.finishing)
        try checkLibraries(layout, source: source, release: release)
        let links = SysrootLinks(root: layout.sysroot, files: host.files)
        try links.linkToUsr()
        try links.makeRelative()
        try linkClang(layout)
        try SDKMetadataFiles(
            id: id, layout: layout, version: release.version, hostTriple: toolchain.triple, files: host.files
        ).write(packages: [head.directory ?? source.archive.string] + source.sysroot.packages)
    }

    /// Checks the standard library that was unpacked, since an archive may have any name.
    private func checkLibraries(_ layout: SDKLayout, source: ToolchainSource, release: ToolchainRelease) throws {
        let resources = layout.sysroot.pushing("usr/lib/swift_static")
        let modules = resources.pushing("linux/Swift.swiftmodule")
        guard try host.files.status(of: modules, followingLinks: true)?.kind == .directory else {
            throw ToolchainSDKError.noToolchain(
                source.archive, missing: ["usr/lib/swift_static/linux/Swift.swiftmodule"], message: "")
        }
        guard try host.files.names(in: modules).contains(where: { $0.hasPrefix(release.architecture.gnuName) }) else {
            throw ToolchainSDKError.otherArchitecture(source.archive, wanted: release.architecture)
        }
        let library = StandardLibrary(resources: resources, triple: layout.triple, files: host.files)
        guard library.version == toolchain.version else {
            throw ToolchainSDKError.otherRelease(
                source.archive, release: "Swift \(library.version?.description ?? "of an unknown version")",
                compiler: toolchain.compilerVersion)
        }
    }

    /// Links clang's headers, of the archive if it has them, into both directories of Swift's resources.
    private func linkClang(_ layout: SDKLayout) throws {
        let versions = layout.sysroot.pushing("usr/lib/clang")
        var clang: FilePath?
        if try host.files.status(of: versions, followingLinks: true) != nil {
            clang = try host.files.names(in: versions).last.map { FilePath("../clang").appending($0) }
        }
        for name in ["swift", "swift_static"] {
            let link = layout.sysroot.pushing("usr/lib").appending(name).appending("clang")
            try host.files.remove(link)
            try host.files.link(link, to: try clang ?? toolchain.clangResources(files: host.files))
        }
    }
}

extension ToolchainSource.Sysroot {
    /// What the user calls it.
    var name: String {
        switch self {
        case .directory(let directory): directory.string
        case .packages(let packages): packages.count == 1 ? packages[0].string : "\(packages.count) RPM packages"
        case .image(let image, _): image
        }
    }

    /// What it is made of, line by line.
    var packages: [String] {
        switch self {
        case .directory(let directory): [directory.string]
        case .packages(let packages): packages.map { $0.lastComponent?.string ?? $0.string }
        case .image(let image, _): [image]
        }
    }
}
