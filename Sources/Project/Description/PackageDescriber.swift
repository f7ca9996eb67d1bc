package import Host
import Model
package import SystemPackage

/// Asks SwiftPM to describe a package, and keeps the answer.
///
/// SwiftPM compiles and runs the manifest for that, which takes longer than all other work if nothing has changed.
package struct PackageDescriber: Sendable {
    private static let outputLimit = 16 << 20
    private static let manifestLimit = 16 << 20

    private let host: Host
    private let swift: FilePath
    private let identity: String?

    /// Creates a describer.
    ///
    /// - Parameters:
    ///   - swift: the `swift` command; absolute, unless the host's processes run elsewhere.
    ///   - identity: identifies the compiler if `swift` is not a file of this machine.
    package init(host: Host, swift: FilePath, identity: String? = nil) {
        self.host = host
        self.swift = swift
        self.identity = identity
    }

    /// Describes a package.
    ///
    /// - Parameters:
    ///   - package: the package's directory; absolute.
    ///   - scratch: SwiftPM's scratch directory; absolute.
    ///   - cache: the file that keeps the answer, or `nil` to always ask.
    /// - Throws: `PackageError`, `FileError`, `ProcessError`, `CancellationError`.
    package func describe(
        package: FilePath,
        scratch: FilePath,
        cache: FilePath?
    ) async throws -> PackageDescription {
        let manifests = try Self.manifests(of: package, files: host.files)
        guard let cache else { return try await ask(package: package, scratch: scratch) }

        let fingerprint = try DescriptionFingerprint.of(
            package: package, manifests: manifests, swift: swift, identity: identity, host: host)
        let entry = DescriptionCache(file: cache, files: host.files)
        if let description = entry.read(.fingerprint(fingerprint), package: package) { return description }
        let description = try await ask(package: package, scratch: scratch)
        entry.write(
            description, fingerprint: fingerprint,
            manifests: DescriptionFingerprint.of(package: package, manifests: manifests))
        return description
    }

    /// The description from an earlier run, by any compiler, if the manifests are unchanged.
    ///
    /// It is for commands that build nothing, on machines without Swift.
    ///
    /// - Parameter cache: the file that keeps the answer.
    /// - Throws: `PackageError` if there is no package; `FileError`.
    package static func remembered(
        package: FilePath, cache: FilePath, files: any FileSystem
    ) throws -> PackageDescription? {
        let manifests = try manifests(of: package, files: files)
        return DescriptionCache(file: cache, files: files)
            .read(.manifests(DescriptionFingerprint.of(package: package, manifests: manifests)), package: package)
    }

    private static func manifests(
        of package: FilePath, files: any FileSystem
    ) throws -> [(name: String, bytes: [UInt8])] {
        guard try files.status(of: package.appending("Package.swift"), followingLinks: true) != nil else {
            throw PackageError.notFound(directory: package)
        }
        return try files.names(in: package)
            .filter { $0 == "Package.swift" || ($0.hasPrefix("Package@swift-") && $0.hasSuffix(".swift")) }
            .map { ($0, try files.read(package.appending($0), limit: manifestLimit)) }
    }

    static func command(swift: FilePath, package: FilePath, scratch: FilePath) -> Command {
        Command(
            swift.string,
            [
                "package", "--package-path", package.string, "--scratch-path", scratch.string,
                "describe", "--type", "json",
            ])
    }

    private func ask(package: FilePath, scratch: FilePath) async throws -> PackageDescription {
        // SwiftPM's own lock is in TMPDIR, which differs for each of our runs.
        try host.files.makeDirectory(scratch)
        let lock = try await host.files.lock(scratch.appending(".description.lock")) {}
        defer { lock.release() }
        let result = try await host.processes.collect(
            Self.command(swift: swift, package: package, scratch: scratch), limit: Self.outputLimit)
        guard result.end.isSuccess else {
            var messages = String(decoding: result.error, as: UTF8.self)[...]
            while messages.last?.isWhitespace == true { messages.removeLast() }
            throw PackageError.unreadable(directory: package, messages: String(messages))
        }
        do {
            return try PackageDescription(swiftPM: result.output)
        } catch {
            throw PackageError.unexpectedDescription(problem: String(describing: error))
        }
    }
}
