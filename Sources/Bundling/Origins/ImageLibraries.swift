import ELF
package import Host
package import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The shared libraries of an image, copied from it as needed, and cached.
package struct ImageLibraries {
    /// The record of what was copied, next to the tree.
    private struct Record: Codable {
        /// The names that were searched for, found or not.
        var names: Set<String> = []
        /// The packages of the files found, by path in the tree.
        var owners: [String: OwnerPackage] = [:]
    }

    private let host: Host
    private let imageHost: Host
    private let reference: String
    private let digest: String?
    private let architecture: Architecture
    private let directory: FilePath

    /// Creates a cache for an image.
    ///
    /// - Parameters:
    ///   - imageHost: runs programs in the image, which mounts the directory.
    ///   - reference: the image's name.
    ///   - digest: the image's digest, if known.
    ///   - directory: the directory for the libraries of all images.
    package init(
        host: Host,
        imageHost: Host,
        reference: String,
        digest: String?,
        architecture: Architecture,
        directory: FilePath
    ) {
        self.host = host
        self.imageHost = imageHost
        self.reference = reference
        self.digest = digest
        self.architecture = architecture
        self.directory = directory
    }

    private var place: FilePath {
        let name = (digest ?? reference).map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" }
        return directory.appending("\(architecture)-\(String(name))")
    }
    private var root: FilePath { place.appending("root") }
    private var recordFile: FilePath { place.appending("libraries.json") }

    /// The tree with the libraries that some programs need.
    ///
    /// - Parameter others: libraries that are copied too.
    /// - Throws: `FileError`, `ContainerError`, `ImageLibraryError`; `CancellationError`.
    package func origin(for programs: [FilePath], and others: [String] = []) async throws -> LibraryOrigin {
        var record = try readRecord()
        let known = record.names
        var wanted = Set(programs.flatMap { needs(of: $0) } + [architecture.loaderName, "libc.so.6"] + others)
        while true {
            let names = wanted.subtracting(record.names)
            if names.isEmpty { break }
            let copied = try await copy(names.sorted())
            record.names.formUnion(names)
            record.owners.merge(copied) { $1 }
            wanted = Set(copied.keys.flatMap { needs(of: root.appending(FilePath($0).components)) })
        }
        if record.names != known { try write(record) }
        let owners = record.owners.map { (FilePath($0), $1) }
        return LibraryOrigin(
            name: LibraryOrigin.imagePrefix + reference, root: root,
            owners: Dictionary(owners) { first, _ in first })
    }

    /// The names of the libraries that a file needs; the audit reports invalid ELF files.
    private func needs(of path: FilePath) -> [String] {
        guard let bytes = try? host.files.read(path, limit: LambdaLimits.unzippedBytes),
            let file = try? ELFFile(bytes)
        else { return [] }
        return (file.dynamic?.neededLibraries ?? []).filter { !$0.contains("/") && $0 != "linux-vdso.so.1" }
    }

    /// Copies the named libraries from the loader's directories, and the loader's configuration.
    ///
    /// - Returns: the paths in the image, with their packages if known.
    private func copy(_ names: [String]) async throws -> [String: OwnerPackage] {
        try host.files.makeDirectory(root)
        let directories = LoaderDirectories.builtIn(for: architecture).map(\.string)
        let command = Command(
            "/bin/sh", ["-c", Self.script, "sh", root.string] + directories + ["--"] + names,
            workingDirectory: root, environment: ["LC_ALL": "C"])
        let result = try await imageHost.processes.collect(command, limit: 16 << 20)
        guard result.end.isSuccess else {
            throw ImageLibraryError(
                image: reference, message: String(decoding: result.error, as: UTF8.self))
        }
        return Self.owners(in: String(decoding: result.output, as: UTF8.self))
    }

    /// Reads lines of path, package and version, separated by tabs; the package is empty if unknown.
    static func owners(in text: String) -> [String: OwnerPackage] {
        var owners: [String: OwnerPackage] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 3, fields[0].hasPrefix("/") else { continue }
            owners[fields[0]] = OwnerPackage(name: fields[1], version: fields[2])
        }
        return owners
    }

    /// Copies with links followed, so that the tree has none; ldconfig(8) reads the configuration.
    private static let script = #"""
        set -u
        root=$1; shift
        directories=
        while [ "$1" != -- ]; do directories="$directories $1"; shift; done; shift
        for file in /etc/ld.so.conf /etc/ld.so.conf.d/*.conf; do
            [ -f "$file" ] || continue
            mkdir -p "$root${file%/*}" && cp -L "$file" "$root$file" || exit
            directories="$(sed -n 's/^[[:space:]]*\(\/[^#[:space:]]*\).*/\1/p' "$file" | tr '\n' ' ') $directories"
        done
        owner() {
            if command -v dpkg-query >/dev/null 2>&1; then
                for path in "$1" "${1#/usr}"; do
                    package=$(dpkg-query --search "$path" 2>/dev/null | head -n 1 | cut -d : -f 1 | cut -d , -f 1)
                    [ -n "$package" ] || continue
                    dpkg-query --show --showformat '${Package}\t${Version}\n' "$package" | head -n 1
                    return
                done
            elif command -v rpm >/dev/null 2>&1; then
                rpm --query --queryformat '%{NAME}\t%{VERSION}-%{RELEASE}\n' --file "$1" 2>/dev/null | head -n 1 | grep "	"
            fi
        }
        for name in "$@"; do
            for directory in $directories; do
                [ -f "$directory/$name" ] || continue
                mkdir -p "$root$directory" && cp -L "$directory/$name" "$root$directory/$name" || exit
                package=$(owner "$(readlink -f "$directory/$name")")
                printf '%s\t%s\n' "$directory/$name" "${package:-	}"
            done
        done
        """#

    private func readRecord() throws -> Record {
        guard try host.files.status(of: recordFile, followingLinks: true) != nil else { return Record() }
        // If it is unreadable, everything is copied again.
        return (try? JSONDecoder().decode(Record.self, from: Data(try host.files.read(recordFile, limit: 64 << 20))))
            ?? Record()
    }

    private func write(_ record: Record) throws {
        try host.files.write(Array(try JSONEncoder().encode(record)), to: recordFile, permissions: .readableByAll)
    }
}
