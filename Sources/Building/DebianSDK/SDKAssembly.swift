import ELF
import Host
import Model
import SystemPackage

/// Assembles the files of a Debian SDK in a separate directory.
struct SDKAssembly: Sendable {
    let recipe: DebianRecipe
    /// The bundle's directory during assembly.
    let bundle: FilePath
    /// Its directory afterwards.
    let finalBundle: FilePath
    let host: Host

    private var layout: SDKLayout { SDKLayout(bundle: bundle, triple: recipe.triple) }
    private var finalLayout: SDKLayout { SDKLayout(bundle: finalBundle, triple: recipe.triple) }
    private var sysroot: FilePath { layout.sysroot }

    /// Unpacks one package.
    func unpack(_ package: DebianPackage, role: DebianPackageSet.Role, from archives: FilePath) async throws {
        let unpacking = DebianUnpacking(package, role: role, toolchain: layout.toolchain, sysroot: sysroot)
        try host.files.makeDirectory(unpacking.destination)
        let result = try await host.processes.collect(
            unpacking.command(archive: archives.appending(package.file)), limit: 1 << 20)
        guard result.end.isSuccess else {
            throw SDKMakeError.unpack(
                package: package.name, message: String(decoding: result.error, as: UTF8.self))
        }
    }

    /// Creates links, removes modules that the compiler can't read, and writes the metadata.
    ///
    /// - Parameters:
    ///   - compilerHost: the architecture that the SDK's own compiler runs on, if it has one.
    ///   - toolchain: this machine's.
    func finish(
        version: String, packages: [DebianPackage], compilerHost: Architecture?, toolchain: Toolchain
    ) async throws {
        for name in ["lib", "lib64"] where try isThere(sysroot.appending("usr").appending(name)) {
            try host.files.remove(sysroot.appending(name))
            try host.files.link(sysroot.appending(name), to: FilePath("usr").appending(name))
        }
        try makeLinksRelative()
        let clang = try clangResources(hasCompiler: compilerHost != nil, toolchain: toolchain)
        for name in ["swift", "swift_static"] {
            let resources = sysroot.pushing("usr/lib").appending(name)
            try host.files.remove(resources.appending("clang"))
            try host.files.link(resources.appending("clang"), to: clang)
            switch recipe.contents {
            case .standardLibrary: try dropRebuildableModules(in: resources.appending("linux"))
            case .complete: try dropModulesWithoutLibrary(in: resources.appending("linux"))
            }
        }
        if let compilerHost { try startWithOwnLibraries(compilerHost) }
        var linkerOptions: [String] = []
        if case .complete = recipe.contents {
            try await CompatibilityObject(triple: recipe.triple, toolchain: toolchain, host: host)
                .make(at: layout.compatibility)
            linkerOptions = [finalLayout.compatibility.string]
        }
        try SDKMetadataFiles(
            recipe: recipe, layout: layout, version: version, hostTriple: toolchain.triple,
            hasCompiler: compilerHost != nil, linkerOptions: linkerOptions, files: host.files
        ).write(packages: packages)
    }

    /// The directory of clang's headers for both resource directories, as their links name it.
    private func clangResources(hasCompiler: Bool, toolchain: Toolchain) throws -> FilePath {
        if hasCompiler {
            let versions = layout.toolchain.pushing("lib/clang")
            guard let version = try host.files.names(in: versions).last else {
                throw SDKMakeError.noClangResources(versions)
            }
            // From `sysroot/usr/lib/swift`.
            return FilePath("../../../../toolchain/lib/clang").appending(version)
        }
        let clang = toolchain.programsDirectory.removingLastComponent().pushing("lib/swift/clang")
        guard try host.files.status(of: clang, followingLinks: true)?.kind == .directory else {
            throw SDKMakeError.noClangResources(clang)
        }
        return clang
    }

    /// Lets the compiler start with the loader and libraries that lie beside it.
    ///
    /// A program names its loader by an absolute path, so that a moved SDK does not start.
    private func startWithOwnLibraries(_ architecture: Architecture) throws {
        let loader = finalLayout.compilerLibraries.appending(architecture.loaderName)
        for name in ["swift-frontend", "swift-driver"] {
            let program = layout.toolchain.appending("bin").appending(name)
            let head = try host.files.prefix(of: program, count: InterpreterChange.headSize)
            let size = try host.files.status(of: program, followingLinks: false)?.size ?? 0
            let change: InterpreterChange
            do {
                change = try InterpreterChange(head: head, fileSize: size, path: loader.string)
            } catch {
                throw SDKMakeError.unreadableCompiler(program, reason: error.description)
            }
            for write in change.writes {
                try host.files.overwrite(program, at: write.offset, with: write.bytes)
            }
        }
    }

    /// Makes absolute links of the sysroot relative, since they mean its own root.
    private func makeLinksRelative() throws {
        var directories: [(path: FilePath, depth: Int)] = [(sysroot.appending("usr"), 1)]
        while let (directory, depth) = directories.popLast() {
            for name in try host.files.names(in: directory) {
                let path = directory.appending(name)
                switch try host.files.status(of: path, followingLinks: false)?.kind {
                case .directory: directories.append((path, depth + 1))
                case .symbolicLink:
                    let destination = try host.files.destination(ofLink: path)
                    guard destination.isAbsolute else { continue }
                    try host.files.remove(path)
                    let up = String(repeating: "../", count: depth)
                    try host.files.link(path, to: FilePath(up).pushing(FilePath(root: nil, destination.components)))
                default: continue
                }
            }
        }
    }

    /// Removes the binary modules that have an interface: a newer compiler rebuilds them and can't read others.
    private func dropRebuildableModules(in directory: FilePath) throws {
        for name in try host.files.names(in: directory) where name.hasSuffix(".swiftmodule") {
            let module = directory.appending(name)
            let files = try host.files.names(in: module)
            guard files.contains(where: { $0.hasSuffix(".swiftinterface") }) else { continue }
            for file in files where file.hasSuffix(".swiftmodule") {
                try host.files.remove(module.appending(file))
            }
        }
    }

    /// Removes a module of Swift Testing for whose library Debian has no package.
    private func dropModulesWithoutLibrary(in directory: FilePath) throws {
        for name in ["Testing.swiftcrossimport", "_Testing_Foundation.swiftmodule"] {
            try host.files.remove(directory.appending(name))
        }
    }

    private func isThere(_ path: FilePath) throws -> Bool {
        try host.files.status(of: path, followingLinks: false) != nil
    }
}
