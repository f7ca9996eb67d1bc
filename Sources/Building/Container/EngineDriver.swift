import Host
package import Model
import SystemPackage

/// How the command line of one container engine differs from the others.
///
/// | engine | status command | `--mount` is read as | user | removed at once by |
/// | --- | --- | --- | --- | --- |
/// | docker | `info`, fails without its daemon | CSV | `--user`, root where rootless | `rm --force` |
/// | podman | `info` | CSV | `--userns keep-id` where rootless | `rm --force --time 0` |
/// | finch | `info`, fails without its machine | CSV, then joined with colons | `--user`, root where rootless | `rm --force` |
/// | container | `system status` | split at commas and `=` | `--user` | `delete --force` |
///
/// Sources: docker/cli `opts/mount.go` (28.2); podman `pkg/specgenutil/volumes.go`, and tried with 4.3.1; nerdctl
/// `pkg/mountutil`, whose `ProcessFlagMount` ends in that of `--volume`; apple/container `Parser.swift` (`mount`) and
/// `Flags.swift`. `podman rm --force` alone waits ten seconds for a process that ignores SIGTERM, as the first process
/// of a container does (measured); `docker rm --force` kills.
package struct EngineDriver: Sendable, Hashable {
    /// How an engine parses the value of `--mount`.
    enum MountSyntax: Sendable, Hashable {
        /// One CSV record: a field with a comma or a quotation mark is quoted.
        case csv
        /// Split at each comma.
        case plain
    }

    /// The engine.
    package let engine: ContainerEngine
    /// The arguments of the command that checks whether it can run containers, and how it maps users.
    let ping: [String]
    let mountSyntax: MountSyntax
    /// Characters that paths must not contain, since the engine would misread them.
    let refusedInPaths: Set<Character>
    /// Options of `run` in addition to those of all engines.
    let runOptions: [String]
    let inspect: [String]
    let pull: [String]
    let remove: [String]

    /// The program's name.
    package var executable: String { engine.rawValue }

    /// The driver of an engine.
    package static func driver(of engine: ContainerEngine) -> EngineDriver {
        switch engine {
        case .docker:
            EngineDriver(
                engine: engine, ping: ["info", "--format", "{{json .SecurityOptions}}"], mountSyntax: .csv,
                refusedInPaths: ["\n", "\r"],
                // With SELinux, a bind mount would otherwise need relabelling, which persists after the container.
                runOptions: ["--pull", "never", "--security-opt", "label=disable"], inspect: ["image", "inspect"],
                pull: ["pull"], remove: ["rm", "--force"])
        case .podman:
            EngineDriver(
                engine: engine, ping: ["info", "--format", "{{.Host.Security.Rootless}}"], mountSyntax: .csv,
                refusedInPaths: ["\n", "\r"],
                runOptions: ["--pull", "never", "--security-opt", "label=disable"], inspect: ["image", "inspect"],
                pull: ["pull"], remove: ["rm", "--force", "--time", "0"])
        case .finch:
            EngineDriver(
                engine: engine, ping: ["info", "--format", "{{json .SecurityOptions}}"], mountSyntax: .csv,
                refusedInPaths: ["\n", "\r", ":"], runOptions: ["--pull", "never"], inspect: ["image", "inspect"],
                pull: ["pull"], remove: ["rm", "--force"])
        case .container:
            EngineDriver(
                engine: engine, ping: ["system", "status"], mountSyntax: .plain,
                refusedInPaths: ["\n", "\r", ",", "="], runOptions: [], inspect: ["image", "inspect"],
                pull: ["image", "pull"], remove: ["delete", "--force"])
        }
    }

    /// The value of `--mount` that mounts a path of this machine at the same path.
    ///
    /// - Throws: `ContainerError.unmountable`.
    func mount(_ path: FilePath) throws(ContainerError) -> String {
        let text = path.string
        guard text != "/" else { throw .unmountable(engine, path, character: nil) }
        if let character = text.first(where: refusedInPaths.contains) {
            throw .unmountable(engine, path, character: character)
        }
        let fields = ["type=bind", "source=\(text)", "target=\(text)"]
        return fields.map { mountSyntax == .csv ? Self.csvField($0) : $0 }.joined(separator: ",")
    }

    private static func csvField(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The options that make this user the owner of written files.
    ///
    /// A rootless engine maps its user to root; Podman can also keep the user's ID.
    func userOptions(_ user: UserIdentity, isRootless: Bool) -> [String] {
        let own = "\(user.user):\(user.group)"
        return switch (engine, isRootless) {
        case (.podman, true): ["--userns", "keep-id", "--user", own]
        case (.docker, true), (.finch, true): ["--user", "0:0"]
        case (_, false), (.container, true): ["--user", own]
        }
    }

    /// Whether an engine that answered ``ping`` is rootless.
    func isRootless(answer: String) -> Bool {
        switch engine {
        case .docker, .finch: answer.contains("name=rootless")
        case .podman: answer.hasPrefix("true")
        case .container: false
        }
    }

    /// The command that checks whether the engine can run containers.
    func pingCommand(_ program: FilePath) -> Command { Command(program.string, ping) }

    /// The command that describes a local image.
    func inspectCommand(_ program: FilePath, image: String) -> Command { Command(program.string, inspect + [image]) }

    /// The command that pulls an image for an architecture.
    func pullCommand(_ program: FilePath, image: String, _ architecture: Architecture) -> Command {
        Command(program.string, pull + ["--platform", architecture.ociPlatform, image])
    }

    /// The command that makes a container of an image for an architecture, without starting it.
    ///
    /// The image is pulled if it is missing. It may have no program of its own, so that one is named.
    func createCommand(
        _ program: FilePath, container name: String, image: String, _ architecture: Architecture
    ) -> Command {
        Command(
            program.string, ["create", "--name", name, "--platform", architecture.ociPlatform, image, "true"])
    }

    /// The command that writes the file system of a container to standard output, as a tar archive.
    func exportCommand(_ program: FilePath, container name: String) -> Command {
        Command(program.string, ["export", name])
    }

    /// The command that stops and removes a container, running or not.
    func removeCommand(_ program: FilePath, container name: String) -> Command {
        Command(program.string, remove + [name])
    }
}

extension Architecture {
    /// The platform in the OCI image specification.
    var ociPlatform: String {
        switch self {
        case .arm64: "linux/arm64"
        case .x86_64: "linux/amd64"
        }
    }

    /// The architecture for a name in the OCI image specification.
    init?(oci name: String) {
        switch name {
        case "arm64": self = .arm64
        case "amd64": self = .x86_64
        default: return nil
        }
    }
}
