import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// An image of Debian 12 that runs this machine's own Swift, for Podman with runc and without a registry.
///
/// Its settings come from files that variables name, so that the program under test needs none of its own: images and
/// containers are kept apart from the user's, limits are not raised, and the toolchain is mounted where it is.
struct ContainerImage: Sendable {
    /// The image's name.
    let name = "localhost/swiftlambda-test:\(DebianTree.forSwift.name)"
    /// The variables with which Podman works for the tests.
    let environment: [String: String?]

    private static let made = Task { try await make() }

    /// The image.
    ///
    /// - Throws: where it cannot be made.
    static var image: ContainerImage {
        get async throws { try await made.value }
    }

    /// Whether containers run here.
    static func isAvailable() async -> Bool {
        guard let image = try? await image,
            let result = try? await image.podman(["run", "--rm", "--pull", "never", image.name, "swift", "--version"])
        else { return false }
        return result.status == 0
    }

    /// Runs Podman.
    func podman(_ arguments: [String]) async throws -> ToolResult {
        try await runTool("podman", arguments, environment: environment, timeLimit: .seconds(600))
    }

    /// The containers there are, running or not.
    var containers: [String] {
        get async throws {
            let result = try await podman(["ps", "--all", "--format", "{{.Names}}"])
            try #require(result.status == 0, "\(result.error)")
            return result.output.split(separator: "\n").map(String.init)
        }
    }

    private static func make() async throws -> ContainerImage {
        let files = LiveFileSystem()
        let directory = DebianTree.cache.appending("podman")
        try files.makeDirectory(directory)
        let image = ContainerImage(environment: try await writeSettings(in: directory, files: files))
        let lock = try await files.lock(directory.appending("lock")) {}
        defer { lock.release() }
        let present = try await image.podman(["image", "exists", image.name])
        if present.status == 0 { return image }
        let tree = try await DebianTree.forSwift.tree()
        let result = try await runTool(
            "sh", ["-c", "tar --create --directory \"$0\" . | podman import - \"$1\"", tree.string, image.name],
            environment: image.environment, timeLimit: .seconds(600))
        try #require(result.status == 0, "\(result.error)")
        return image
    }

    private static func writeSettings(
        in directory: FilePath, files: LiveFileSystem
    ) async throws -> [String: String?] {
        let resources = try await succeeding("swift", ["-print-target-info"])
        let info = try JSONSerialization.jsonObject(with: Data(resources.utf8)) as? [String: Any]
        let paths = try #require(info?["paths"] as? [String: Any])
        let library = FilePath(try #require(paths["runtimeResourcePath"] as? String))
        // `<toolchain>/usr/lib/swift`
        let usr = library.removingLastComponent().removingLastComponent()
        let containers = """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
            netns = "none"
            volumes = ["\(usr):\(usr):ro"]
            env = ["PATH=\(usr)/bin:/usr/local/bin:/usr/bin:/bin"]
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"

            """
        let storage = """
            [storage]
            driver = "overlay"
            graphroot = "\(directory)/storage"
            runroot = "\(directory)/run"

            """
        var environment: [String: String?] = [:]
        for (name, text) in [("CONTAINERS_CONF", containers), ("CONTAINERS_STORAGE_CONF", storage)] {
            let file = directory.appending(name.lowercased() + ".toml")
            try files.write(Array(text.utf8), to: file, permissions: [.ownerReadWrite, .groupRead, .otherRead])
            environment[name] = file.string
        }
        return environment
    }
}
