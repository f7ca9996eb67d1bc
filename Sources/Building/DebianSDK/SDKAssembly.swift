import Host
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Assembles the files of a Debian SDK in a separate directory.
struct SDKAssembly: Sendable {
    let recipe: DebianRecipe
    /// The bundle's directory during assembly.
    let bundle: FilePath
    let host: Host

    private var variant: FilePath { bundle.appending(recipe.triple) }
    private var sysroot: FilePath { variant.appending("sysroot") }

    /// Unpacks one package.
    func unpack(_ package: DebianPackage, from archives: FilePath) async throws {
        try host.files.makeDirectory(sysroot)
        let result = try await host.processes.collect(
            unpackCommand(package, from: archives), limit: 1 << 20)
        guard result.end.isSuccess else {
            throw SDKMakeError.unpack(
                package: package.name, message: String(decoding: result.error, as: UTF8.self))
        }
    }

    /// `dpkg-deb` and `tar` in one pipe, so that only the needed files are written to disk.
    func unpackCommand(_ package: DebianPackage, from archives: FilePath) -> Command {
        let members =
            switch package.name {
            case DebianRecipe.compilerPackage: DebianRecipe.compilerMembers
            case DebianRecipe.libraryPackage: DebianRecipe.libraryMembers
            default: ["."]
            }
        // Not in link targets, which are relative.
        let move = "s,^\(DebianRecipe.swiftLibraries),./usr/lib/,S"
        return Command(
            "bash",
            [
                "-c", #"set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar --extract --directory "$2" "${@:3}""#,
                "bash",
                archives.appending(package.file).string, sysroot.string, "--no-same-owner", "--transform", move, "--",
            ] + members, environment: ["LC_ALL": "C"])
    }

    /// Creates links, removes modules that the compiler can't read, and writes the metadata.
    func finish(version: String, packages: [DebianPackage], toolchain: Toolchain) throws {
        let clang = toolchain.programsDirectory.removingLastComponent().pushing("lib/swift/clang")
        guard try host.files.status(of: clang, followingLinks: true)?.kind == .directory else {
            throw SDKMakeError.noClangResources(clang)
        }
        for name in ["lib", "lib64"] where try isThere(sysroot.appending("usr").appending(name)) {
            try host.files.remove(sysroot.appending(name))
            try host.files.link(sysroot.appending(name), to: FilePath("usr").appending(name))
        }
        for name in ["swift", "swift_static"] {
            let resources = sysroot.pushing("usr/lib").appending(name)
            try host.files.remove(resources.appending("clang"))
            try host.files.link(resources.appending("clang"), to: clang)
            try dropRebuildableModules(in: resources.appending("linux"))
        }
        try writeMetadata(version: version, packages: packages, hostTriple: toolchain.triple)
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

    private func isThere(_ path: FilePath) throws -> Bool {
        try host.files.status(of: path, followingLinks: false) != nil
    }

    private func writeMetadata(version: String, packages: [DebianPackage], hostTriple: String) throws {
        let info = BundleMetadata(
            schemaVersion: "1.0",
            artifacts: [
                recipe.id(version: version): BundleMetadata.Artifact(
                    type: "swiftSDK", version: version,
                    variants: [BundleMetadata.Variant(path: recipe.triple, supportedTriples: [hostTriple])])
            ])
        let sdk = SDKMetadata(
            schemaVersion: SDKMetadata.schemaVersion,
            targetTriples: [
                recipe.triple: SDKMetadata.Target(
                    sdkRootPath: "sysroot", swiftResourcesPath: "sysroot/usr/lib/swift",
                    swiftStaticResourcesPath: "sysroot/usr/lib/swift_static", toolsetPaths: ["toolset.json"])
            ])
        let toolset = Toolset(swiftCompiler: Toolset.Tool(extraCLIOptions: ["-use-ld=lld"]))
        try writeJSON(info, to: bundle.appending("info.json"))
        try writeJSON(sdk, to: variant.appending(SDKMetadata.fileName))
        try writeJSON(toolset, to: variant.appending("toolset.json"))
        let list = packages.map { "\($0.name) \($0.version) \($0.digest)\n" }.joined()
        try write(Array(list.utf8), to: bundle.appending("packages.txt"))
    }

    private func writeJSON(_ value: some Encodable, to path: FilePath) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(Array(try encoder.encode(value)), to: path)
    }

    private func write(_ bytes: [UInt8], to path: FilePath) throws {
        try host.files.write(bytes, to: path, permissions: .readableByAll)
    }

    /// The part of a toolset that is needed here (SE-0387).
    private struct Toolset: Encodable {
        struct Tool: Encodable { var extraCLIOptions: [String] }
        var schemaVersion = "1.0"
        var swiftCompiler: Tool
    }
}
