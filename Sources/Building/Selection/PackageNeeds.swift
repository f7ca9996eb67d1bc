package import Host
import Model
package import SystemPackage

/// The requirements of a package's sources for a Swift SDK.
package struct PackageNeeds: Sendable, Hashable {
    /// Swift's own modules, at least one of which is required.
    struct Need: Sendable, Hashable {
        var alternatives: Set<String>
        /// The source file that imports them, as the user knows it.
        var file: String
    }

    /// A package and its tools version.
    struct Tools: Sendable, Hashable {
        var version: DottedVersion
        var package: String
    }

    private(set) var needs: [Need] = []
    private(set) var tools: Tools?

    /// No requirements: any SDK fits.
    package init() {}

    /// Adds the imports of a source file.
    package mutating func add(source: String, file: String) {
        for alternatives in SourceImports(source).alternatives {
            guard alternatives.isSubset(of: BuildAdvice.swiftModules) else { continue }
            if !needs.contains(where: { $0.alternatives == alternatives }) {
                needs.append(Need(alternatives: alternatives, file: file))
            }
        }
    }

    /// Adds a package's tools version; the newest wins.
    package mutating func add(toolsVersion: String, package: String) {
        guard let version = DottedVersion(toolsVersion) else { return }
        if tools.map({ $0.version < version }) ?? true { tools = Tools(version: version, package: package) }
    }

    /// Adds the tools versions of the dependencies that an earlier build fetched.
    ///
    /// - Parameter scratch: the directory for all builds of the package.
    package mutating func addCheckouts(in scratch: FilePath, files: any FileSystem) {
        func directories(in parent: FilePath) -> [FilePath] {
            ((try? files.names(in: parent)) ?? []).map { parent.appending($0) }
        }
        let builds =
            [scratch.appending("native")]
            + ["sdk", "container"].flatMap { directories(in: scratch.appending($0)) }
        for checkout in builds.flatMap({ directories(in: $0.appending("checkouts")) }) {
            guard let manifest = try? files.read(checkout.appending("Package.swift"), limit: 1 << 20),
                let version = Self.toolsVersion(inManifest: String(decoding: manifest, as: UTF8.self))
            else { continue }
            add(toolsVersion: version, package: checkout.lastComponent?.string ?? "")
        }
    }

    /// The version in `// swift-tools-version: 6.0`.
    static func toolsVersion(inManifest manifest: String) -> String? {
        guard let mark = manifest.firstRange(of: "swift-tools-version:") else { return nil }
        let text = manifest[mark.upperBound...].drop { $0 == " " || $0 == "\t" }.prefix { $0 == "." || $0.isNumber }
        return text.isEmpty ? nil : String(text)
    }
}
