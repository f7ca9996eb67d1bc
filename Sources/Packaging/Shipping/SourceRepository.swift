import Host
import Model
import SystemPackage

/// The git repository of a package: its address and the package's place in it.
struct SourceRepository: Sendable, Hashable {
    /// The address; `nil` without a remote, or if that is a path.
    var location: RemoteLocation?
    /// The package's directory in the repository; `.` is its root.
    var packagePath: String

    /// Asks git.
    ///
    /// - Returns: `nil` without git or a repository, or if git refuses.
    /// - Throws: `CancellationError`.
    static func read(package: FilePath, on host: Host) async throws -> SourceRepository? {
        guard let prefix = try await answer(["rev-parse", "--show-prefix"], package: package, on: host) else {
            return nil
        }
        let remotes = try await answer(
            ["config", "--get-regexp", #"^remote\..*\.url$"#], package: package, on: host)
        let path = prefix.split(whereSeparator: \.isNewline).first.map { String($0.dropLast()) } ?? "."
        return SourceRepository(location: location(inRemotes: remotes ?? ""), packagePath: path)
    }

    /// The address of `origin`, else of the first remote.
    static func location(inRemotes text: String) -> RemoteLocation? {
        let remotes = text.split(separator: "\n").compactMap { line -> (name: Substring, url: Substring)? in
            guard let space = line.firstIndex(of: " ") else { return nil }
            return (line[..<space], line[line.index(after: space)...])
        }
        let chosen = remotes.first { $0.name == "remote.origin.url" } ?? remotes.first
        return chosen.flatMap { RemoteLocation(String($0.url)) }
    }

    private static func answer(_ arguments: [String], package: FilePath, on host: Host) async throws -> String? {
        let command = Command(
            "git", GitState.trust(package) + ["-C", package.string] + arguments,
            environment: ["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"])
        do {
            let result = try await host.processes.collect(command, limit: 1 << 20)
            return result.end.isSuccess ? String(decoding: result.output, as: UTF8.self) : nil
        } catch is ProcessError {
            return nil
        }
    }
}
