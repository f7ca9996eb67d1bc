import Bundling
import Model

/// Makes the provenance of an archive.
struct ProvenanceBuilder {
    /// A second build of the archive.
    struct Rebuild: Sendable, Hashable {
        var sha256: String
        var isIdentical: Bool
    }

    let manifest: Manifest
    let materials: ShippingMaterials
    let parameters: BuildParameters
    let service: BuildService
    let rebuild: Rebuild?
    /// The digests of the documents beside the archive, by name.
    let documents: [String: String]

    /// The statement; the same archive and materials give the same one.
    func statement() -> ProvenanceStatement {
        ProvenanceStatement(
            subject: [Self.resource(manifest.archive.file, sha256: manifest.archive.sha256)],
            predicate: ProvenanceStatement.Predicate(
                buildDefinition: ProvenanceStatement.BuildDefinition(
                    buildType: ProvenanceStatement.buildType, externalParameters: parameters,
                    internalParameters: ProvenanceStatement.Internals(
                        compiler: manifest.tools.compiler, triple: manifest.tools.triple, git: manifest.git),
                    resolvedDependencies: sources + tools + swiftPackages + systemPackages),
                runDetails: ProvenanceStatement.RunDetails(
                    builder: ProvenanceStatement.RunDetails.Builder(
                        id: service.identifier, version: ["swiftlambda": manifest.tools.swiftlambda]),
                    metadata: service.invocation.map { ProvenanceStatement.RunDetails.Metadata(invocationId: $0) },
                    byproducts: byproducts)))
    }

    private static func resource(_ name: String, sha256: String) -> ProvenanceStatement.Resource {
        ProvenanceStatement.Resource(name: name, digest: ["sha256": sha256])
    }

    /// The commit, unless the sources differ from it: then it does not identify them.
    private var sources: [ProvenanceStatement.Resource] {
        guard let git = manifest.git, !git.isDirty else { return [] }
        return [
            ProvenanceStatement.Resource(
                name: "source", uri: parameters.source, digest: ["gitCommit": git.commit])
        ]
    }

    private var tools: [ProvenanceStatement.Resource] {
        var tools: [ProvenanceStatement.Resource] = []
        if let version = SoftwareBillBuilder.version(inCompilerLine: manifest.tools.compiler) {
            let url = PackageURL(type: "generic", namespace: [], name: "swift", version: version)
            tools.append(ProvenanceStatement.Resource(name: "toolchain", uri: url.text))
        }
        if let sdk = manifest.tools.swiftSDK {
            tools.append(
                ProvenanceStatement.Resource(
                    name: "swift-sdk", uri: "pkg:generic/\(PercentEncoding.encoded(sdk))"))
        }
        if let image = manifest.tools.image {
            tools.append(
                ProvenanceStatement.Resource(
                    name: ProvenanceStatement.imageName,
                    uri: "oci://\(PercentEncoding.encoded(image, keeping: "/:@"))",
                    digest: SoftwareBillBuilder.digest(ofImage: manifest.tools.imageDigest).map { ["sha256": $0] }))
        }
        return tools
    }

    private var swiftPackages: [ProvenanceStatement.Resource] {
        materials.resolved.map { package in
            let location: RemoteLocation? = if case .repository(let location) = package.source { location } else { nil }
            let path: String? = if case .directory(let path) = package.source { path } else { nil }
            return ProvenanceStatement.Resource(
                name: package.identity,
                uri: location?.gitURI ?? path.map { "file:" + PercentEncoding.encoded($0, keeping: "/") }
                    ?? "swift:\(PercentEncoding.encoded(package.identity))",
                digest: package.revision.map { ["gitCommit": $0] },
                annotations: Self.annotations(of: package))
        }
    }

    private static func annotations(of package: ResolvedPackage) -> ProvenanceStatement.Resource.Annotations? {
        let annotations = ProvenanceStatement.Resource.Annotations(
            version: package.version, isEdited: package.source == .edited ? true : nil)
        return annotations == ProvenanceStatement.Resource.Annotations() ? nil : annotations
    }

    /// The packages of bundled libraries.
    private var systemPackages: [ProvenanceStatement.Resource] {
        let packages = Set((manifest.bundle?.libraries ?? []).compactMap(\.package))
        return packages.sorted { $0.name < $1.name }.compactMap { package in
            materials.system.system?.packageURL(of: package, for: manifest.architecture).map {
                ProvenanceStatement.Resource(name: package.name, uri: $0.text)
            }
        }
    }

    private var byproducts: [ProvenanceStatement.Resource] {
        var byproducts = documents.sorted { $0.key < $1.key }.map { Self.resource($0.key, sha256: $0.value) }
        if let rebuild {
            var resource = Self.resource(ProvenanceStatement.rebuildName, sha256: rebuild.sha256)
            resource.annotations = ProvenanceStatement.Resource.Annotations(isIdentical: rebuild.isIdentical)
            byproducts.append(resource)
        }
        return byproducts
    }
}
