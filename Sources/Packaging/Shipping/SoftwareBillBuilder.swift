import Bundling
import Model

/// Makes the software bill of an archive from its manifest and materials.
struct SoftwareBillBuilder {
    let manifest: Manifest
    let materials: ShippingMaterials
    /// The time to record, if any.
    let timestamp: String?

    /// The reference of the archive.
    private static let root = "archive"

    /// The bill; the same archive and materials give the same one.
    func bill() throws -> SoftwareBill {
        let components = swiftPackages + systemPackages + [toolchain] + buildTools + files
        let needed = components.filter { $0.scope != "excluded" }.map(\.reference)
        var bill = SoftwareBill(
            metadata: SoftwareBill.Metadata(
                timestamp: timestamp,
                tools: SoftwareBill.Metadata.Tools(components: [
                    SoftwareBill.Component(
                        type: "application", reference: "swiftlambda", name: "swiftlambda",
                        version: manifest.tools.swiftlambda)
                ]), component: archive),
            components: components,
            dependencies: [SoftwareBill.Dependency(ref: Self.root, dependsOn: needed)])
        bill.serialNumber = "urn:uuid:" + ShippedJSON.uuid(of: try ShippedJSON.bytes(of: bill))
        return bill
    }

    private var archive: SoftwareBill.Component {
        SoftwareBill.Component(
            type: "application", reference: Self.root, name: manifest.function,
            hashes: [SoftwareBill.Digest(content: manifest.archive.sha256)],
            properties: [
                SoftwareBill.Property("architecture", manifest.architecture.rawValue),
                SoftwareBill.Property("contentDigest", manifest.archive.contentDigest),
                SoftwareBill.Property("file", manifest.archive.file),
                SoftwareBill.Property("product", manifest.product),
                SoftwareBill.Property("runtime", manifest.runtime.rawValue),
            ])
    }

    private var swiftPackages: [SoftwareBill.Component] {
        materials.packages.map { package in
            let purl = PackageURL(package)?.text
            var properties = [SoftwareBill.Property("source", package.sourceName)]
            if let revision = package.revision { properties.append(SoftwareBill.Property("revision", revision)) }
            if case .directory(let path) = package.source { properties.append(SoftwareBill.Property("path", path)) }
            var references: [SoftwareBill.Reference]?
            if case .repository(.some(let location)) = package.source {
                references = [SoftwareBill.Reference(type: "vcs", url: location.url)]
            }
            return SoftwareBill.Component(
                type: "library", reference: purl ?? "swift:\(package.identity)", name: package.identity,
                version: package.version ?? package.revision, purl: purl, externalReferences: references,
                properties: properties)
        }
    }

    /// The packages of the operating system, each with the libraries that the archive has of it.
    private var systemPackages: [SoftwareBill.Component] {
        let libraries = manifest.bundle?.libraries ?? []
        let packages = Dictionary(grouping: libraries.filter { $0.package != nil }, by: \.package)
        return packages.compactMap { package, libraries -> SoftwareBill.Component? in
            guard let package else { return nil }
            let purl = materials.system.system?.packageURL(of: package, for: manifest.architecture)?.text
            let licences = materials.system.licences[package.name] ?? []
            return SoftwareBill.Component(
                type: "library", reference: purl ?? "system:\(package.name)@\(package.version)", name: package.name,
                version: package.version,
                licenses: licences.isEmpty ? nil : licences.map(SoftwareBill.LicenceChoice.init), purl: purl,
                properties: [SoftwareBill.Property("origin", manifest.bundle?.origin ?? "")],
                components: libraries.compactMap { library in
                    manifest.entries.first { $0.path == library.path }.map { file($0, of: library) }
                })
        }.sorted { $0.reference < $1.reference }
    }

    private var toolchain: SoftwareBill.Component {
        // Its runtime and libraries are linked into the program.
        SoftwareBill.Component(
            type: "platform", reference: "toolchain", name: "swift",
            version: Self.version(inCompilerLine: manifest.tools.compiler),
            properties: [
                SoftwareBill.Property("compiler", manifest.tools.compiler),
                SoftwareBill.Property("triple", manifest.tools.triple),
            ])
    }

    /// What built the archive and is not in it.
    private var buildTools: [SoftwareBill.Component] {
        var components: [SoftwareBill.Component] = []
        if let sdk = manifest.tools.swiftSDK {
            components.append(
                SoftwareBill.Component(type: "platform", reference: "swift-sdk", name: sdk, scope: "excluded"))
        }
        if let image = manifest.tools.image {
            components.append(
                SoftwareBill.Component(
                    type: "container", reference: "image", name: image, scope: "excluded",
                    hashes: Self.digest(ofImage: manifest.tools.imageDigest).map {
                        [SoftwareBill.Digest(content: $0)]
                    }))
        }
        return components
    }

    /// The archive's files that are not libraries of system packages.
    private var files: [SoftwareBill.Component] {
        let libraries = manifest.bundle?.libraries ?? []
        let owned = Set(libraries.filter { $0.package != nil }.map(\.path))
        return manifest.entries.filter { !owned.contains($0.path) }.map { entry in
            file(entry, of: libraries.first { $0.path == entry.path })
        }
    }

    private func file(_ entry: Manifest.Entry, of library: Bundle.Library?) -> SoftwareBill.Component {
        var properties: [SoftwareBill.Property] = []
        if let target = entry.linkTarget { properties.append(SoftwareBill.Property("linkTarget", target)) }
        if library?.changedPaths != nil { properties.append(SoftwareBill.Property("changed", "certificate paths")) }
        return SoftwareBill.Component(
            type: "file", reference: "file:\(entry.path)", name: entry.path,
            hashes: [SoftwareBill.Digest(content: entry.sha256)], properties: properties.isEmpty ? nil : properties)
    }

    /// The version in `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    static func version(inCompilerLine line: String) -> String? {
        guard let mark = line.firstRange(of: "Swift version ") else { return nil }
        let version = line[mark.upperBound...].prefix { !$0.isWhitespace }
        return version.isEmpty ? nil : String(version)
    }

    /// The hexadecimal part of `sha256:…`.
    static func digest(ofImage digest: String?) -> String? {
        guard let digest, digest.hasPrefix("sha256:") else { return nil }
        return String(digest.dropFirst("sha256:".count))
    }
}
