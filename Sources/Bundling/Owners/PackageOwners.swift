package import Host
import Model
package import SystemPackage

/// Asks the machine's package manager which package a file belongs to.
package struct PackageOwners {
    private let host: Host
    private let origin: LibraryOrigin

    /// Creates a value for a machine and an origin of files.
    package init(host: Host, origin: LibraryOrigin) {
        self.host = host
        self.origin = origin
    }

    /// The package of each file, in order; `nil` if unknown.
    package func packages(of files: [FilePath]) async throws -> [OwnerPackage?] {
        guard !files.isEmpty else { return [] }
        if let owners = origin.owners {
            return files.map { owners[origin.inTree($0)].flatMap { $0.name.isEmpty ? nil : $0 } }
        }
        if let debian = try await debianPackages(of: files) { return debian }
        if let rpm = try await rpmPackages(of: files) { return rpm }
        return files.map { _ in nil }
    }

    /// - Returns: `nil` without a database of Debian packages.
    private func debianPackages(of files: [FilePath]) async throws -> [OwnerPackage?]? {
        let database = origin.physical("/var/lib/dpkg")
        guard let query = host.processes.locate("dpkg-query"),
            try host.files.status(of: database, followingLinks: true) != nil
        else { return nil }
        let candidates = files.map { Self.spellings(of: origin.inTree($0)) }
        // Its status is 1 if it does not know one of the paths; it still prints the known ones.
        let search = try await host.processes.collect(
            Command(
                query.string, ["--admindir", database.string, "--search"] + candidates.flatMap { $0 },
                environment: ["LC_ALL": "C"]), limit: 1 << 20)
        let owners = Self.owners(in: String(decoding: search.output, as: UTF8.self))
        let names = candidates.map { $0.lazy.compactMap { owners[$0] }.first }
        let distinct = Set(names.compactMap { $0 }).sorted()
        guard !distinct.isEmpty else { return nil }
        let show = try await host.processes.collect(
            Command(
                query.string,
                [
                    "--admindir", database.string, "--show", "--showformat",
                    "${binary:Package}\\t${Package}\\t${Version}\\n",
                ]
                    + distinct, environment: ["LC_ALL": "C"]), limit: 1 << 20)
        var packages: [String: OwnerPackage] = [:]
        for line in String(decoding: show.output, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3 else { continue }
            let package = OwnerPackage(name: fields[1], version: fields[2])
            // Packages of a single architecture appear with and without it.
            packages[fields[0]] = package
            packages[fields[1]] = package
        }
        return names.map { $0.flatMap { packages[$0] } }
    }

    /// The path as a package may list it: if `/lib` is a link to `/usr/lib`, packages may still list `/lib`.
    private static func spellings(of file: FilePath) -> [String] {
        let path = file.string
        return path.hasPrefix("/usr/lib") ? [path, String(path.dropFirst("/usr".count))] : [path]
    }

    /// Reads lines such as `libc6:amd64: /lib/x86_64-linux-gnu/libc.so.6`.
    private static func owners(in text: String) -> [String: String] {
        var owners: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstRange(of: ": ") else { continue }
            // Several packages may share a file; any of them has its licence.
            let name = line[..<colon.lowerBound].split(separator: ",").first.map(String.init)
            owners[String(line[colon.upperBound...])] = name
        }
        return owners
    }

    /// - Returns: `nil` if there is no `rpm`.
    private func rpmPackages(of files: [FilePath]) async throws -> [OwnerPackage?]? {
        guard let rpm = host.processes.locate("rpm") else { return nil }
        var packages: [OwnerPackage?] = []
        for file in files {
            let result = try await host.processes.collect(
                Command(
                    rpm.string,
                    [
                        "--root", origin.root.string, "--query", "--queryformat", "%{NAME}\\t%{VERSION}-%{RELEASE}\\n",
                        "--file", origin.inTree(file).string,
                    ]), limit: 1 << 16)
            let fields = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first?
                .split(separator: "\t").map(String.init)
            packages.append(
                result.end.isSuccess && fields?.count == 2
                    ? fields.map { OwnerPackage(name: $0[0], version: $0[1]) } : nil)
        }
        return packages
    }
}
