import Host
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes the files that tell SwiftPM what is in an SDK.
struct SDKMetadataFiles {
    let recipe: DebianRecipe
    let layout: SDKLayout
    let version: String
    let hostTriple: String
    /// Whether it has its own compiler.
    let hasCompiler: Bool
    let linkerOptions: [String]
    let files: any FileSystem

    /// - Parameter packages: what it was made of, for `packages.txt`.
    func write(packages: [DebianPackage]) throws {
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
        let toolset = Toolset(
            rootPath: hasCompiler ? "toolchain/bin" : nil,
            swiftCompiler: Toolset.Tool(path: hasCompiler ? "swiftc" : nil, extraCLIOptions: ["-use-ld=lld"]),
            linker: linkerOptions.isEmpty ? nil : Toolset.Tool(path: nil, extraCLIOptions: linkerOptions))
        try writeJSON(info, to: layout.bundle.appending("info.json"))
        try writeJSON(sdk, to: layout.variant.appending(SDKMetadata.fileName))
        try writeJSON(toolset, to: layout.variant.appending("toolset.json"))
        let list = packages.map { "\($0.name) \($0.version) \($0.file) \($0.digest)\n" }.joined()
        try files.write(Array(list.utf8), to: layout.packages, permissions: .readableByAll)
    }

    private func writeJSON(_ value: some Encodable, to path: FilePath) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try files.write(Array(try encoder.encode(value)), to: path, permissions: .readableByAll)
    }
}
