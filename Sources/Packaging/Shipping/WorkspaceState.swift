import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The packages that SwiftPM resolved for a build, read from `workspace-state.json` in its scratch directory.
struct WorkspaceState: Sendable, Hashable {
    /// The name of the file.
    static let fileName = "workspace-state.json"

    /// A package with the directory of its sources.
    struct Place: Sendable, Hashable {
        var package: ResolvedPackage
        var directory: FilePath
    }

    /// The packages, by identity.
    var places: [Place]

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - scratch: the directory of the file.
    ///   - package: the directory of the package that is built; local packages are named relative to it.
    /// - Throws: `DecodingError`.
    init(json: [UInt8], scratch: FilePath, package: FilePath) throws {
        places = try JSONDecoder().decode(File.self, from: Data(json)).object.dependencies
            .map { Self.place($0, scratch: scratch, package: package) }
            .sorted { $0.package.identity < $1.package.identity }
    }

    private static func place(_ dependency: Dependency, scratch: FilePath, package: FilePath) -> Place {
        let state = dependency.state
        func place(_ source: ResolvedPackage.Source, _ directory: FilePath) -> Place {
            Place(
                package: ResolvedPackage(
                    identity: dependency.packageRef.identity, source: source,
                    version: state.version ?? state.checkoutState?.version, revision: state.checkoutState?.revision),
                directory: directory)
        }
        let subpath = FilePath(dependency.subpath).components
        switch state.name {
        case "sourceControlCheckout":
            return place(
                .repository(RemoteLocation(dependency.packageRef.location)),
                scratch.appending("checkouts").appending(subpath))
        case "registryDownload":
            return place(.registry, scratch.appending("registry").appending("downloads").appending(subpath))
        case "edited":
            return place(.edited, state.path.map { FilePath($0) } ?? package.appending("Packages").appending(subpath))
        default:
            let directory = FilePath(state.path ?? dependency.packageRef.location)
            return place(.directory(relative(directory, to: package)), directory)
        }
    }

    /// The path from one directory to another; the name alone if they have nothing in common.
    private static func relative(_ directory: FilePath, to package: FilePath) -> String {
        var common = package
        var climb = FilePath()
        while !directory.starts(with: common), common.removeLastComponent() { climb.append("..") }
        var rest = directory
        guard !common.components.isEmpty, rest.removePrefix(common) else {
            return directory.lastComponent?.string ?? "."
        }
        return climb.appending(rest.components).string
    }

    private struct File: Decodable {
        struct Object: Decodable { var dependencies: [Dependency] }
        var object: Object
    }

    private struct Dependency: Decodable {
        struct Reference: Decodable {
            var identity: String
            var location: String
        }
        struct State: Decodable {
            struct Checkout: Decodable {
                var version: String?
                var revision: String?
            }
            var name: String
            var path: String?
            var version: String?
            var checkoutState: Checkout?
        }
        var packageRef: Reference
        var state: State
        var subpath: String
    }
}
