import Host
import Model
import SystemPackage

/// Reads one artifact bundle: every artifact, every variant, every target triple.
struct SDKBundleReader {
    let bundle: FilePath
    let files: any FileSystem
    private(set) var sdks: [SwiftSDK] = []
    private(set) var problems: [SDKProblem] = []

    private static let metadataLimit = 1 << 20

    init(bundle: FilePath, files: any FileSystem) {
        self.bundle = bundle
        self.files = files
    }

    mutating func read() {
        guard let info = metadata(BundleMetadata.self, at: bundle.appending("info.json"), of: nil) else { return }
        for (id, artifact) in info.artifacts.sorted(by: { $0.key < $1.key })
        where BundleMetadata.sdkTypes.contains(artifact.type) {
            let targets = artifact.variants.flatMap { read($0, of: id) }
            guard !targets.isEmpty else { continue }
            sdks.append(SwiftSDK(id: id, bundle: bundle, targets: targets.sorted { $0.triple < $1.triple }))
        }
    }

    private mutating func read(_ variant: BundleMetadata.Variant, of id: String) -> [SwiftSDK.Target] {
        var file = bundle.pushing(FilePath(variant.path))
        if file.extension != "json" { file.append(SDKMetadata.fileName) }
        guard let sdk = metadata(SDKMetadata.self, at: file, of: id) else { return [] }
        guard sdk.schemaVersion == SDKMetadata.schemaVersion else {
            report(.malformed(file: file, reason: "its schemaVersion is '\(sdk.schemaVersion)', not 4.0"), of: id)
            return []
        }
        let directory = file.removingLastComponent()
        return sdk.targetTriples.sorted { $0.key < $1.key }.compactMap { triple, target in
            // SDKs for other systems or architectures are irrelevant for Lambda.
            guard let architecture = Architecture(triple: triple), let libc = CLibrary(triple: triple) else {
                return nil
            }
            let root = directory.pushing(FilePath(target.sdkRootPath))
            let resources = target.swiftStaticResourcesPath ?? target.swiftResourcesPath
            let resourcesPath =
                resources.map { directory.pushing(FilePath($0)) } ?? root.pushing("usr/lib/swift_static")
            guard isDirectory(root, "sysroot", of: id), isDirectory(resourcesPath, "Swift resource directory", of: id)
            else { return nil }
            let clang = resourcesPath.appending("clang")
            // It may link to a toolchain that was removed.
            if let link = try? files.status(of: clang, followingLinks: false), link.kind == .symbolicLink,
                !isDirectory(clang, "clang resource directory", of: id)
            {
                return nil
            }
            var compiler: FilePath?
            for path in target.toolsetPaths ?? [] {
                let file = directory.pushing(FilePath(path))
                guard let toolset = metadata(Toolset.self, at: file, of: id) else { return nil }
                guard let name = toolset.swiftCompiler?.path else { continue }
                let root = toolset.rootPath.map { file.removingLastComponent().pushing(FilePath($0)) }
                compiler = (root ?? file.removingLastComponent()).pushing(FilePath(name)).lexicallyNormalized()
            }
            if let compiler, (try? files.status(of: compiler, followingLinks: true)) == nil {
                report(.missing(directory: compiler, role: "compiler"), of: id)
                return nil
            }
            let library = StandardLibrary(resources: resourcesPath, triple: triple, files: files)
            return SwiftSDK.Target(
                triple: triple, architecture: architecture, libc: libc, sdkRoot: root, staticResources: resourcesPath,
                hostTriples: variant.supportedTriples,
                swiftVersion: library.version ?? swiftVersion(inSDKName: id), isRebuildable: library.isRebuildable,
                glibcVersion: libc == .glibc ? glibcVersion(ofSystem: root, files: files) : nil,
                modules: library.modules, compiler: compiler)
        }
    }

    private mutating func isDirectory(_ path: FilePath, _ role: String, of id: String) -> Bool {
        if let status = try? files.status(of: path, followingLinks: true), status.kind == .directory { return true }
        report(.missing(directory: path, role: role), of: id)
        return false
    }

    private mutating func metadata<Value: Decodable>(_ type: Value.Type, at file: FilePath, of id: String?) -> Value? {
        do {
            return try decodeJSON(type, from: try files.read(file, limit: Self.metadataLimit))
        } catch let flaw as JSONFlaw {
            report(.malformed(file: file, reason: flaw.text), of: id)
        } catch let error as FileError {
            report(.unreadable(file: file, reason: "\(error.reason)"), of: id)
        } catch {
            report(.unreadable(file: file, reason: "\(error)"), of: id)
        }
        return nil
    }

    private mutating func report(_ flaw: SDKProblem.Flaw, of id: String?) {
        problems.append(SDKProblem(bundle: bundle, id: id, flaw: flaw))
    }
}

/// The standard library's module in an SDK, which contains the version of its compiler.
private struct StandardLibrary {
    private(set) var version: DottedVersion?
    private(set) var isRebuildable = false
    /// The modules next to it, and whether each has an interface.
    private(set) var modules: [String: Bool]?

    /// Larger than any module's header.
    private static let headerBytes = 4096

    /// Looks for `Swift.swiftmodule` in the directories that the platforms use.
    init(resources: FilePath, triple: String, files: any FileSystem) {
        for platform in ["linux", "linux-static"] {
            let module = resources.appending(platform).appending("Swift.swiftmodule")
            guard let names = try? files.names(in: module) else { continue }
            // A directory for several targets has files for each; their names start with the architecture.
            let architecture = triple.prefix { $0 != "-" }
            modules = Self.modules(
                in: resources.appending(platform), architecture: String(architecture), files: files)
            let own = names.filter { $0.hasPrefix(architecture) }
            let interface = own.first { $0.hasSuffix(".swiftinterface") && !$0.hasSuffix(".private.swiftinterface") }
            let binary = own.first { $0.hasSuffix(".swiftmodule") }
            isRebuildable = interface != nil && binary == nil
            version = (interface ?? binary).flatMap {
                swiftVersion(in: header(of: module.appending($0), files: files))
            }
            return
        }
    }

    private static func modules(
        in directory: FilePath, architecture: String, files: any FileSystem
    ) -> [String: Bool]? {
        guard let names = try? files.names(in: directory) else { return nil }
        var modules: [String: Bool] = [:]
        for name in names where name.hasSuffix(".swiftmodule") {
            let parts = (try? files.names(in: directory.appending(name))) ?? []
            let module = String(name.dropLast(".swiftmodule".count))
            modules[module] = parts.contains { $0.hasPrefix(architecture) && $0.hasSuffix(".swiftinterface") }
        }
        return modules
    }

    private func header(of file: FilePath, files: any FileSystem) -> String {
        var header: [UInt8] = []
        // Without a header the version stays unknown, which is not an error.
        try? files.readParts(of: file) { part in
            header += part.prefix(Self.headerBytes - header.count)
            if header.count >= Self.headerBytes { throw EndOfHeader() }
        }
        return String(decoding: header, as: UTF8.self)
    }

    private struct EndOfHeader: Error {}
}

/// The version of the glibc whose headers are in a sysroot.
func glibcVersion(ofSystem root: FilePath, files: any FileSystem) -> DottedVersion? {
    guard let bytes = try? files.read(root.pushing("usr/include/features.h"), limit: 1 << 20) else { return nil }
    func number(_ name: String) -> Substring? {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("#define") {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.count == 3, words[1] == name { return words[2] }
        }
        return nil
    }
    guard let major = number("__GLIBC__"), let minor = number("__GLIBC_MINOR__") else { return nil }
    return DottedVersion("\(major).\(minor)")
}
