import Building
import Bundling
import Host
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FunctionPackager {
    /// What went into the archive of a function.
    ///
    /// - Throws: `BuildError.unreadableDescription`; `FileError`; `CancellationError`.
    func materials(of packaged: PackagedFunction, targets: [String]) async throws -> ShippingMaterials {
        let places = try resolvedPlaces()
        let description = output.binaries.appending("description.json")
        let modules: ProductModules = try decoded(description) {
            ProductModules(try JSONDecoder().decode(ProductModules.Description.self, from: $0))
        }
        let inputs = Set(modules.inputs(ofTargets: targets))
        let used = places.filter { place in
            // SwiftPM uses the real paths of directories.
            let directories = [place.directory, (try? host.files.realPath(place.directory)) ?? place.directory]
            return inputs.contains { input in directories.contains { input.starts(with: $0) } }
        }
        let owners = packaged.manifest?.bundle?.libraries.compactMap { $0.package?.name } ?? []
        let isFromImage = if case .container = build.builder.method { true } else { false }
        return ShippingMaterials(
            packages: used.map(\.package), resolved: places.map(\.package),
            system: try await SystemFactsReader(
                host: host, origin: libraryOrigin, imageHost: isFromImage ? builder.toolHost : nil
            ).facts(ofPackages: owners),
            libc: build.builder.libc)
    }

    private func resolvedPlaces() throws -> [WorkspaceState.Place] {
        var directory = output.binaries
        while directory.removeLastComponent(), directory.starts(with: run.scratch) {
            let file = directory.appending(WorkspaceState.fileName)
            guard try host.files.status(of: file, followingLinks: true) != nil else { continue }
            return try decoded(file) {
                try WorkspaceState(json: Array($0), scratch: directory, package: run.package).places
            }
        }
        // A package without dependencies may have none.
        return []
    }

    private func decoded<Value>(_ path: FilePath, _ decode: (Data) throws -> Value) throws -> Value {
        let bytes = try host.files.read(path, limit: 1 << 30)
        do {
            return try decode(Data(bytes))
        } catch {
            throw BuildError.unreadableDescription(path, reason: "\(error)")
        }
    }
}

extension BuilderDecision {
    /// The C library of the Swift SDK, if one was chosen.
    fileprivate var libc: CLibrary? {
        guard case .sdk(_, let target, _) = method else { return nil }
        return target.libc
    }
}
