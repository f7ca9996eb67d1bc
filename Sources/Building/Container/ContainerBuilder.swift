package import Host
package import Model
package import SystemPackage

/// Builds with the toolchain of an image, in containers.
package struct ContainerBuilder: Builder {
    private let host: Host
    private let container: ContainerPlan
    private let architecture: Architecture
    private let scratch: FilePath
    private let runner: ContainerProcessRunner
    private let state: ImageState

    /// Creates a builder for one plan's package and directories.
    package init(host: Host, container: ContainerPlan, architecture: Architecture, plan: BuildPlan) {
        self.init(
            host: host, container: container, architecture: architecture,
            scratch: Self.scratch(in: plan.scratch, image: container.image, architecture),
            mounts: [plan.package, plan.scratch, container.cache] + plan.localPackages,
            // Builds for two architectures can run at the same time, and each removes only its own leftovers.
            notes: plan.scratch.appending("container").appending("running").appending(
                "\(container.engine.rawValue)-\(Self.directoryName(image: container.image, architecture))"))
    }

    private init(
        host: Host, container: ContainerPlan, architecture: Architecture, scratch: FilePath, mounts: [FilePath],
        notes: FilePath?
    ) {
        self.host = host
        self.container = container
        self.architecture = architecture
        self.scratch = scratch
        runner = ContainerProcessRunner(
            host: host, plan: container, architecture: architecture, mounts: mounts,
            home: scratch.removingLastComponent().appending("home"), notes: notes)
        state = ImageState(host: host, plan: container, architecture: architecture)
    }

    /// A builder that only describes packages, without the lock of the scratch directory.
    ///
    /// - Parameter directories: what the container mounts, including the package.
    package static func describer(
        host: Host, container: ContainerPlan, architecture: Architecture, scratch: FilePath, directories: [FilePath]
    ) -> ContainerBuilder {
        ContainerBuilder(
            host: host, container: container, architecture: architecture,
            scratch: Self.scratch(in: scratch, image: container.image, architecture),
            mounts: [scratch, container.cache] + directories, notes: nil)
    }

    /// `container`.
    package var name: String { BuilderChoice.container.rawValue }
    /// None.
    package var swiftSDK: String? { nil }
    /// The toolchain's default.
    package var triple: String? { nil }
    /// Where programs run in the image.
    package var toolHost: Host? {
        var host = host
        host.processes = runner
        return host
    }

    /// The `swift` of the image, found in the image's `PATH`.
    package static let swift: FilePath = "swift"

    /// SwiftPM's scratch directory inside that of a plan; one for each image, since compilers can't share modules.
    static func scratch(in directory: FilePath, image: String, _ architecture: Architecture) -> FilePath {
        directory.appending("container").appending(directoryName(image: image, architecture))
    }

    private static func directoryName(image: String, _ architecture: Architecture) -> String {
        let name = image.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-._".contains($0) ? $0 : "_" }
        return "\(architecture)-\(String(name))"
    }

    func commands(_ plan: BuildPlan) -> [Command] {
        plan.commands(
            swift: Self.swift, scratch: scratch,
            options: ["--static-swift-stdlib", "--cache-path", container.cache.string])
    }

    /// Builds a plan's products.
    ///
    /// - Throws: `BuildError.failed` if the package does not compile; `ContainerError`; `CancellationError`.
    package func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput {
        try await runner.removeLeftovers()
        _ = try await state.image { _ in }
        try makeMountedDirectories()
        let watch = BuildWatch()
        let end = try await ResourceAccessors(files: host.files, scratch: scratch, plan: plan)
            .building(commands(plan), on: toolHost ?? host) { line in
                watch.read(line)
                onLine(line)
            }
        guard end.isSuccess else { throw plan.failure(end, advice: watch.hint()) }
        return BuildOutput(binaries: scratch.appending("release"))
    }

    /// Pulls the image if it is missing, and makes the directories that its containers mount.
    ///
    /// - Throws: `ContainerError`; `FileError`; `CancellationError`.
    package func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage? {
        let image = try await state.image(onEvent: onEvent)
        try makeMountedDirectories()
        return image
    }

    private func makeMountedDirectories() throws {
        for directory in [container.cache, scratch] { try host.files.makeDirectory(directory) }
    }

    /// The toolchain of the image; its paths are those in the image.
    package func toolchain() async throws -> Toolchain {
        guard let toolHost else { throw ToolchainError.noSwift }
        return try await Toolchain.describe(swift: Self.swift, on: toolHost)
    }
}
