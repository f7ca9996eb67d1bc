import Checksums
import ELF
package import Host
package import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The objects that are linked into programs so that they start with older libraries; made once, and kept.
package struct CompatibilityObjects: Sendable {
    /// A library that programs are linked to.
    package struct Library: Sendable, Hashable {
        /// Its name, such as `libc.so.6`.
        package var name: String
        /// The file.
        package var path: FilePath
        /// The status of the file.
        package var status: FileStatus

        /// Creates a library.
        package init(name: String, path: FilePath, status: FileStatus) {
            self.name = name
            self.path = path
            self.status = status
        }
    }

    /// What was decided for some libraries; the last file to be written.
    private struct Record: Codable {
        var key: String
        var compatibility: LinkCompatibility
    }

    private let files: any FileSystem
    private let directory: FilePath
    private let architecture: Architecture
    private let limits: [String: DottedVersion]

    /// Creates the objects of a build.
    ///
    /// - Parameters:
    ///   - directory: where the objects of all builds are kept.
    ///   - limits: the newest version that a program may require, by prefix.
    package init(
        files: any FileSystem, directory: FilePath, architecture: Architecture, limits: [String: DottedVersion]
    ) {
        self.files = files
        self.directory = directory
        self.architecture = architecture
        self.limits = limits
    }

    /// The paths of the objects to link to; none if the libraries are old enough.
    ///
    /// Their names change with their content, which SwiftPM does not look at.
    ///
    /// - Parameters:
    ///   - libraries: those that programs are linked to.
    ///   - toolchain: its clang compiles the objects.
    ///   - host: where clang runs.
    /// - Throws: `BuildError.noCompatibility`; `FileError`; `CancellationError`.
    package func make(
        for libraries: [Library], toolchain: () async throws -> Toolchain, on host: Host
    ) async throws -> [FilePath] {
        let key = self.key(libraries)
        let recordPath = directory.appending("\(architecture)-\(Self.name(of: key)).json")
        if let known = try read(recordPath), known.key == key,
            let objects = try existingObjects(of: known.compatibility)
        {
            return objects
        }
        var read: [String: ELFFile] = [:]
        for library in libraries where read[library.name] == nil {
            // A file that is not a library of this machine is none for the linker either.
            read[library.name] = try? ELFFile(try files.read(library.path, limit: LambdaLimits.unzippedBytes))
        }
        let compatibility: LinkCompatibility
        do {
            compatibility = try LinkCompatibility(linkingTo: read, limits: limits)
        } catch {
            throw BuildError.noCompatibility(message: "\(error)")
        }
        try files.makeDirectory(directory)
        var objects: [FilePath] = []
        if !compatibility.isEmpty {
            let compiler = Compiler(
                program: try await self.compiler(of: try await toolchain(), on: host), directory: directory,
                triple: "\(architecture.gnuName)-unknown-linux-gnu", files: files, host: host)
            for source in sources(of: compatibility) { objects.append(try await compiler.compile(source)) }
        }
        try files.write(
            Array(try JSONEncoder().encode(Record(key: key, compatibility: compatibility))), to: recordPath,
            permissions: .readableByAll)
        return objects
    }

    /// A source of an object.
    private struct Source {
        var kind: String
        var suffix: String
        var text: String
        var options: [String]

        /// The name without a suffix, which changes with the content.
        var stem: String { "\(kind)-\(CompatibilityObjects.name(of: text))" }
    }

    private func sources(of compatibility: LinkCompatibility) -> [Source] {
        var sources: [Source] = []
        if !compatibility.forwarders.isEmpty {
            sources.append(
                Source(
                    kind: "forwarders-\(architecture)", suffix: "s",
                    text: ForwarderAssembly(compatibility.forwarders, for: architecture).text, options: []))
        }
        if !compatibility.definitions.isEmpty {
            sources.append(
                Source(
                    kind: "definitions-\(architecture)", suffix: "c",
                    text: CompatibilitySource.text(defining: compatibility.definitions),
                    options: ["-std=c17", "-O2", "-fPIC", "-ffreestanding", "-ffunction-sections", "-fno-ident"]))
        }
        return sources
    }

    private func existingObjects(of compatibility: LinkCompatibility) throws -> [FilePath]? {
        let objects = sources(of: compatibility).map { directory.appending($0.stem + ".o") }
        for object in objects where try files.status(of: object, followingLinks: true) == nil { return nil }
        return objects
    }

    private func key(_ libraries: [Library]) -> String {
        var lines = [LinkCompatibility.rules] + limits.map { "\($0.key) \($0.value)" }.sorted()
        lines += libraries.map { library in
            let status = library.status
            return "\(library.name)\0\(library.path)\0\(status.size) \(status.modificationTime) \(status.inode)"
        }
        return lines.joined(separator: "\n")
    }

    private func read(_ path: FilePath) throws -> Record? {
        guard try files.status(of: path, followingLinks: true) != nil else { return nil }
        // An unreadable record is replaced.
        return try? JSONDecoder().decode(Record.self, from: Data(try files.read(path, limit: 1 << 20)))
    }

    /// Where clang is: in the toolchain, or, if that has only a compiler for Swift, in `PATH`.
    private func compiler(of toolchain: Toolchain, on host: Host) async throws -> String {
        let own = toolchain.programsDirectory.appending("clang")
        if try files.status(of: own, followingLinks: true) != nil { return own.string }
        return host.processes.locate("clang")?.string ?? own.string
    }

    /// A short name for a text.
    fileprivate static func name(of text: String) -> String {
        String(SHA256.hexadecimal(of: text.utf8).prefix(12))
    }

    /// The clang that compiles them.
    private struct Compiler {
        var program: String
        var directory: FilePath
        var triple: String
        var files: any FileSystem
        var host: Host

        func compile(_ source: Source) async throws -> FilePath {
            let input = source.stem + "." + source.suffix
            let output = source.stem + ".o"
            try files.write(
                Array(source.text.utf8), to: directory.appending(input), permissions: .readableByAll)
            // LLVM replaces each '%' in the path of its output.
            let command = Command(
                program, ["--target=\(triple)"] + source.options + ["-c", input, "-o", output],
                workingDirectory: directory)
            let result = try await host.processes.collect(command, limit: 1 << 20)
            guard result.end.isSuccess else {
                throw BuildError.noCompatibility(message: String(decoding: result.error, as: UTF8.self))
            }
            return directory.appending(output)
        }
    }
}
