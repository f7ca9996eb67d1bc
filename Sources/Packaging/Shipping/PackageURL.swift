/// A package URL, which names a package of any ecosystem (ECMA-427).
struct PackageURL: Sendable, Hashable {
    /// The ecosystem, such as `swift` or `deb`.
    var type: String
    /// The parts before the name.
    var namespace: [String]
    /// The package's name.
    var name: String
    /// The package's version.
    var version: String
    /// Further properties, by name.
    var qualifiers: [String: String] = [:]

    /// The URL.
    var text: String {
        let parts = (namespace + [name]).map { PercentEncoding.encoded($0) }
        let properties = qualifiers.sorted { $0.key < $1.key }
            .map { "\($0.key)=\(PercentEncoding.encoded($0.value, keeping: ":/"))" }
        return "pkg:\(type)/\(parts.joined(separator: "/"))@\(PercentEncoding.encoded(version, keeping: ":"))"
            + (properties.isEmpty ? "" : "?" + properties.joined(separator: "&"))
    }
}

extension PackageURL {
    /// The URL of a Swift package; `nil` unless it comes from a repository on another machine.
    ///
    /// A version is mandatory for this type; without one, the revision stands for it.
    init?(_ package: ResolvedPackage) {
        guard case .repository(.some(let location)) = package.source, var parts = location.purlComponents,
            let version = package.version ?? package.revision, let name = parts.popLast()
        else { return nil }
        self.init(type: "swift", namespace: parts, name: name, version: version)
    }
}
