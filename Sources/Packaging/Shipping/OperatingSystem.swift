import Bundling
import Model

/// A distribution of Linux, as its `os-release` file names it.
struct OperatingSystem: Sendable, Hashable {
    /// Its name, such as `debian` or `amzn`.
    var identifier: String
    /// Its version, such as `12`.
    var version: String?
    /// The names of the distributions that it is made from.
    var relatives: [String]

    /// Reads the file; `nil` without a name.
    init?(release text: String) {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let value = line[line.index(after: equals)...]
            values[String(line[..<equals])] = String(value).trimmingQuotes
        }
        guard let identifier = values["ID"], !identifier.isEmpty else { return nil }
        self.identifier = identifier
        version = values["VERSION_ID"]
        relatives = (values["ID_LIKE"] ?? "").split(separator: " ").map(String.init)
    }

    /// The type of its packages in package URLs; `nil` if unknown.
    private var packageType: String? {
        let names = [identifier] + relatives
        if names.contains("debian") { return "deb" }
        return names.contains { ["amzn", "fedora", "rhel", "centos", "suse"].contains($0) } ? "rpm" : nil
    }

    /// The URL of one of its packages; `nil` if the type of its packages is unknown.
    func packageURL(of package: OwnerPackage, for architecture: Architecture) -> PackageURL? {
        guard let packageType else { return nil }
        let machine =
            switch (packageType, architecture) {
            case ("deb", .x86_64): "amd64"
            case ("deb", .arm64): "arm64"
            case (_, .x86_64): "x86_64"
            case (_, .arm64): "aarch64"
            }
        return PackageURL(
            type: packageType, namespace: [identifier], name: package.name, version: package.version,
            qualifiers: ["arch": machine, "distro": version.map { "\(identifier)-\($0)" } ?? identifier])
    }
}

extension String {
    /// Without the quotes around it.
    fileprivate var trimmingQuotes: String {
        guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
        return String(dropFirst().dropLast())
    }
}
