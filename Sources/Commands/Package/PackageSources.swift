import Building
import Host
import Model
import Project
import SystemPackage

/// Describes packages with this machine's Swift, or where it has none, with that of an image.
struct PackageSources: Sendable {
    private let host: Host
    private let scratch: FilePath
    private let swift: FilePath?
    private let container: Container?

    /// A container to describe packages in.
    private struct Container: Sendable {
        var plan: ContainerPlan
        var architecture: Architecture
        /// What tells the image's compiler from another.
        var identity: String
    }

    /// - Parameter whenPulled: called with the image's name where it is pulled.
    /// - Throws: `ToolchainError.noSwift` where there is neither Swift nor a container; `ContainerError`.
    init(
        on host: Host, scratch: FilePath, chooser: BuilderChooser, preference: BuilderPreference,
        whenPulled: @escaping @Sendable (String) -> Void
    ) async throws {
        self.host = host
        self.scratch = scratch
        swift = host.processes.locate("swift")
        guard swift == nil else {
            container = nil
            return
        }
        guard let architecture = Architecture.current, [.auto, .container].contains(preference.choice) else {
            throw ToolchainError.noSwift
        }
        let decision = try await chooser.decide(architecture, runtime: .providedAL2023, preference: preference)
        guard case .container(let plan) = decision.method else { throw ToolchainError.noSwift }
        let image = try await ContainerBuilder.describer(
            host: host, container: plan, architecture: architecture, scratch: scratch, directories: []
        ).image { event in
            if case .pulling(let image) = event { whenPulled(image) }
        }
        container = Container(
            plan: plan, architecture: architecture, identity: image?.digest ?? plan.image)
    }

    /// Describes a package.
    ///
    /// - Parameter name: tells its files in the scratch directory from those of others.
    private func describe(_ package: FilePath, as name: String) async throws -> PackageDescription {
        let describer: PackageDescriber
        let cache = scratch.appending("\(name).json")
        guard let container else {
            describer = PackageDescriber(host: host, swift: try swift ?? Toolchain.locateSwift(on: host))
            return try await describer.describe(
                package: package, scratch: NativeBuilder.scratch(in: scratch), cache: cache)
        }
        let builder = ContainerBuilder.describer(
            host: host, container: container.plan, architecture: container.architecture, scratch: scratch,
            directories: [package])
        try host.files.makeDirectory(scratch)
        try host.files.makeDirectory(container.plan.cache)
        describer = PackageDescriber(
            host: builder.toolHost ?? host, swift: ContainerBuilder.swift, identity: container.identity)
        return try await describer.describe(
            package: package, scratch: scratch.appending("container").appending("description"), cache: cache)
    }

    /// Describes the package that is packaged.
    func describe(_ package: FilePath) async throws -> PackageDescription {
        try await describe(package, as: "description")
    }

    /// The packages on this machine that a package depends on, directly or through others of them.
    func localPackages(of description: PackageDescription) async throws -> [FilePath] {
        var found: [FilePath] = []
        var pending = description.localDependencies.map { FilePath($0) }
        while let package = pending.popLast() {
            guard !found.contains(package), try host.files.status(of: package, followingLinks: true) != nil else {
                continue
            }
            found.append(package)
            do {
                let name = "description-\(DescriptionName.of(package))"
                pending += try await describe(package, as: name).localDependencies.map { FilePath($0) }
            } catch is PackageError {
                // The build says better what is wrong with it.
            }
        }
        return found.sorted { $0.string < $1.string }
    }
}
