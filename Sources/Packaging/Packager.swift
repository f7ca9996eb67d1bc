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

    /// Packages the functions of requests for one package, each request for another architecture, at the same time.
    ///
    /// - Returns: what became of each, in the requests' order; one that the audit refuses does not stop the others, a build
    ///   that fails does.
    /// - Throws: `BuildError`, `StagingError`, `FileError` and others that are `DiagnosedError`; `CancellationError`.
    public func package(_ requests: [PackageRequest]) async throws -> [PackagedFunction] {
        let requests = requests.filter { !$0.functions.isEmpty }
        guard let first = requests.first else { return [] }
        try host.files.makeDirectory(first.scratch)
        let lockPath = first.scratch.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }
        for request in requests {
            for function in request.functions { try removeLeftovers(in: request.directory(of: function.settings)) }
        }

        // It does not need a build, and is waited for with them.
        let git = SharedWork { try await GitState.read(package: first.package, output: first.output, on: host) }
        let slots = JobSlots(first.jobs.count)
        let share = first.jobs.share(ofBuilds: requests.count)
        return try await inOrder(requests) { request -> [PackagedFunction] in
            async let state = git.value
            let built = try await slots.occupying(share) { () -> Built in
                try await runBuild(request, jobs: request.jobs.isForced ? share : nil)
            }
            let worker = FunctionPackager(
                host: host, request: request, builder: built.builder, build: built.output,
                resources: try built.output.resources(files: host.files),
                toolchain: SharedWork { try await built.builder.toolchain() }, git: try await state, slots: slots,
                libraryOrigin: try await libraryOrigin(request, built), image: built.image, onEvent: onEvent)
            return try await worker.packageAll()
        }.flatMap { $0 }
    }

    /// What a build of one request has.
    private struct Built: Sendable {
        var builder: any Builder
        var image: ContainerImage?
        var output: BuildOutput
        var products: [String]
    }

    /// Runs one `swift build` for all products of a request.
    ///
    /// Builds for several architectures go on at the same time, each with as many compilers as SwiftPM starts: there is
    /// seldom work for more than one, and another number of them than last time would compile everything again.
    private func runBuild(_ request: PackageRequest, jobs: Int?) async throws -> Built {
        let architecture = request.builder.architecture
        let optimization = OptimizationOptions(request.optimization, for: architecture)
        let scratch = request.buildScratch
        try host.files.makeDirectory(scratch)
        let toolset = request.builder.toolset(in: scratch, optimization: optimization)
        try toolset?.write(files: host.files)
        let plan = BuildPlan(
            package: request.package, scratch: scratch,
            products: Array(Set(request.functions.map(\.settings.product))).sorted(), toolset: toolset,
            localPackages: request.localPackages, optimization: optimization, jobs: jobs)
        let builder = try request.builder.builder(for: plan, on: host)
        let image = try await prepareImage(of: builder, request)
        onEvent(.building(products: plan.products, architecture: architecture))
        do {
            let output = try await builder.build(plan) { onEvent(.buildLine($0, architecture: architecture)) }
            onEvent(.built(architecture: architecture, isSuccess: true))
            return Built(builder: builder, image: image, output: output, products: plan.products)
        } catch let error as BuildError {
            onEvent(.built(architecture: architecture, isSuccess: false))
            throw error
        }
    }

    private func prepareImage(of builder: any Builder, _ request: PackageRequest) async throws -> ContainerImage? {
        try await builder.image { event in
            switch event {
            case .pulling(let image): onEvent(.pulling(image: image, architecture: request.builder.architecture))
            case .line(let line): onEvent(.buildLine("[pull] \(line)", architecture: request.builder.architecture))
            }
        }
    }

    private func libraryOrigin(_ request: PackageRequest, _ built: Built) async throws -> LibraryOrigin {
        let bringing = request.functions.filter { $0.bundle != .none }.map(\.settings.product)
        let programs = try built.products.filter(bringing.contains).map {
            try built.output.executable(of: $0, files: host.files)
        }
        return try await request.builder.libraryOrigin(
            for: programs, of: built.builder, image: bringing.isEmpty ? nil : built.image,
            scratch: request.buildScratch, on: host)
    }

    /// Removes what a run that was killed left half written.
    private func removeLeftovers(in directory: FilePath) throws {
        try host.files.makeDirectory(directory)
        try host.files.removeStaleTemporaries(in: directory)
    }
}
