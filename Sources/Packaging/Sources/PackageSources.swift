package import Building
package import Host
import Model
package import Project
package import SystemPackage

/// Describes packages, with this machine's Swift, the Swift of an image, or a description from an earlier run.
package actor PackageSources {
    /// What a description is for.
    package enum Purpose {
        /// A build, which needs the description of the compiler that builds.
        case building
        /// Anything else; another compiler's description of the same manifests is enough.
        case reading
    }

    private let host: Host
    private let workspace: Workspace
    private let chooser: BuilderChooser
    private let preference: BuilderPreference
    private let whenPulled: @Sendable (String) -> Void
    private var knownContainer: Container?

    /// A container to describe packages in.
    private struct Container: Sendable {
        var plan: ContainerPlan
        var architecture: Architecture
        /// Identifies the image's compiler.
        var identity: String
    }

    /// Creates a source for the package of the settings' workspace.
    ///
    /// - Parameter whenPulled: called with the image's name when it is pulled.
    package init(
        _ settings: ProjectSettings, chooser: BuilderChooser, on host: Host,
        whenPulled: @escaping @Sendable (String) -> Void
    ) {
        self.host = host
        workspace = settings.workspace
        self.chooser = chooser
        preference = settings.build.builder
        self.whenPulled = whenPulled
    }

    /// Describes the package.
    ///
    /// - Throws: `PackageError`; `ToolchainError.noSwift` without both Swift and a container; `ContainerError`.
    package func describe(for purpose: Purpose) async throws -> PackageDescription {
        if purpose == .reading, let known = try remembered { return known }
        return try await describe(workspace.package, cache: workspace.description())
    }

    /// The description without a container; `nil` if this machine has no Swift and no earlier run kept one.
    ///
    /// - Throws: `PackageError`.
    package func describeWithoutContainer() async throws -> PackageDescription? {
        if let known = try remembered { return known }
        guard hasSwift else { return nil }
        return try await describe(workspace.package, cache: workspace.description())
    }

    /// The packages on this machine that a package depends on, directly or indirectly.
    package func localPackages(of description: PackageDescription) async throws -> [FilePath] {
        var found: [FilePath] = []
        var pending = description.localDependencies.map { FilePath($0) }
        while let package = pending.popLast() {
            guard !found.contains(package), try host.files.status(of: package, followingLinks: true) != nil else {
                continue
            }
            found.append(package)
            do {
                let cache = workspace.description(named: "description-\(DescriptionName.of(package))")
                pending += try await describe(package, cache: cache).localDependencies.map { FilePath($0) }
            } catch is PackageError {
                // The build gives a better message.
            }
        }
        return found.sorted { $0.string < $1.string }
    }

    private var hasSwift: Bool { host.processes.locate("swift") != nil }

    /// The description from an earlier run, on a machine without Swift.
    private var remembered: PackageDescription? {
        get throws {
            guard !hasSwift else { return nil }
            return try PackageDescriber.remembered(
                package: workspace.package, cache: workspace.description(), files: host.files)
        }
    }

    private func describe(_ package: FilePath, cache: FilePath) async throws -> PackageDescription {
        if let swift = host.processes.locate("swift") {
            return try await PackageDescriber(host: host, swift: swift).describe(
                package: package, scratch: NativeBuilder.scratch(in: workspace.scratch), cache: cache)
        }
        let container = try await container()
        let builder = ContainerBuilder.describer(
            host: host, container: container.plan, architecture: container.architecture,
            scratch: workspace.scratch, directories: [package])
        try host.files.makeDirectory(workspace.scratch)
        try host.files.makeDirectory(container.plan.cache)
        return try await PackageDescriber(
            host: builder.toolHost ?? host, swift: ContainerBuilder.swift, identity: container.identity
        ).describe(
            package: package, scratch: workspace.scratch.appending("container").appending("description"),
            cache: cache)
    }

    private func container() async throws -> Container {
        if let knownContainer { return knownContainer }
        guard let architecture = Architecture.current, [.auto, .container].contains(preference.choice) else {
            throw ToolchainError.noSwift
        }
        let decision = try await chooser.decide(architecture, runtime: .providedAL2023, preference: preference)
        guard case .container(let plan) = decision.method else { throw ToolchainError.noSwift }
        let image = try await ContainerBuilder.describer(
            host: host, container: plan, architecture: architecture, scratch: workspace.scratch, directories: []
        ).image { [whenPulled] event in
            if case .pulling(let image) = event { whenPulled(image) }
        }
        let container = Container(plan: plan, architecture: architecture, identity: image?.digest ?? plan.image)
        knownContainer = container
        return container
    }
}
