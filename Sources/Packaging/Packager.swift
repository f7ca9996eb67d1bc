import Building
public import Host
import Model
import SystemPackage

/// Builds functions, audits them and writes their archives and manifests.
public struct Packager: Sendable {
    private let host: Host
    private let onEvent: @Sendable (PackagingEvent) -> Void

    /// Creates a packager.
    ///
    /// - Parameter onEvent: called as the work goes on, from any task.
    public init(host: Host, onEvent: @escaping @Sendable (PackagingEvent) -> Void) {
        self.host = host
        self.onEvent = onEvent
    }

    /// Packages all functions of a request, which are for one architecture.
    ///
    /// - Returns: what became of each, in the request's order; one that the audit refuses does not stop the others.
    /// - Throws: `BuildError`, `StagingError`, `FileError` and others that are `DiagnosedError`; `CancellationError`.
    public func package(_ request: PackageRequest) async throws -> [PackagedFunction] {
        guard !request.functions.isEmpty else { return [] }
        try host.files.makeDirectory(request.scratch)
        let lockPath = request.scratch.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }
        for function in request.functions {
            try removeLeftovers(in: request.directory(of: function.settings))
        }

        // It does not need the build, and is waited for with it.
        async let git = GitState.read(package: request.package, output: request.output, on: host)

        let toolset = request.builder.toolset(in: request.scratch)
        try toolset?.write(files: host.files)
        let plan = BuildPlan(
            package: request.package, scratch: request.scratch,
            products: Array(Set(request.functions.map(\.settings.product))).sorted(), toolset: toolset,
            localPackages: request.localPackages)
        let builder = try request.builder.builder(for: plan, on: host)
        let image = try await prepareImage(of: builder, request)
        onEvent(.building(products: plan.products, architecture: request.builder.architecture))
        let build = try await builder.build(plan) { onEvent(.buildLine($0)) }

        let worker = FunctionPackager(
            host: host, request: request, builder: builder, build: build,
            resources: try build.resources(files: host.files),
            toolchain: ToolchainSource { try await builder.toolchain() }, git: try await git,
            libraryOrigin: try await libraryOrigin(request, builder, image, build, plan), image: image,
            onEvent: onEvent)
        return try await worker.packageAll()
    }

    private func prepareImage(of builder: any Builder, _ request: PackageRequest) async throws -> ContainerImage? {
        try await builder.image { event in
            switch event {
            case .pulling(let image): onEvent(.pulling(image: image, architecture: request.builder.architecture))
            case .line(let line): onEvent(.buildLine("[pull] \(line)"))
            }
        }
    }

    private func libraryOrigin(
        _ request: PackageRequest, _ builder: any Builder, _ image: ContainerImage?, _ build: BuildOutput,
        _ plan: BuildPlan
    ) async throws -> LibraryOrigin {
        let bringing = request.functions.filter { $0.bundle != .none }.map(\.settings.product)
        return try await request.builder.libraryOrigin(
            for: plan.products.filter(bringing.contains).map { try build.executable(of: $0, files: host.files) },
            of: builder, image: bringing.isEmpty ? nil : image, scratch: request.scratch, on: host)
    }

    /// Removes what a run that was killed left half written.
    private func removeLeftovers(in directory: FilePath) throws {
        try host.files.makeDirectory(directory)
        try host.files.removeStaleTemporaries(in: directory)
    }
}

/// The toolchain, described when it is first needed: where nothing has changed, it is not.
actor ToolchainSource {
    private let describe: @Sendable () async throws -> Toolchain
    private var description: Task<Toolchain, any Error>?

    init(describe: @escaping @Sendable () async throws -> Toolchain) {
        self.describe = describe
    }

    var toolchain: Toolchain {
        get async throws {
            let task = description ?? Task { try await describe() }
            description = task
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }
}
