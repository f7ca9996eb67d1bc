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
        let swift = try Toolchain.locateSwift(on: host)

        try host.files.makeDirectory(first.scratch)
        let lockPath = first.scratch.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }
        for request in requests {
            for function in request.functions { try removeLeftovers(in: request.directory(of: function.settings)) }
        }

        let toolchain = SharedWork { try await Toolchain.describe(swift: swift, on: host) }
        // It does not need a build, and is waited for with them.
        let git = SharedWork { try await GitState.read(package: first.package, output: first.output, on: host) }
        let slots = JobSlots(first.jobs.count)
        let share = first.jobs.share(ofBuilds: requests.count)
        return try await inOrder(requests) { request -> [PackagedFunction] in
            async let state = git.value
            let builder = request.builder.builder(host: host, swift: swift)
            let build = try await slots.occupying(share) { () -> BuildOutput in
                try await runBuild(request, with: builder, jobs: request.jobs.isForced ? share : nil)
            }
            let worker = FunctionPackager(
                host: host, request: request, builder: builder, build: build,
                resources: try build.resources(files: host.files), toolchain: toolchain, git: try await state,
                slots: slots, libraryOrigin: request.builder.libraryOrigin, onEvent: onEvent)
            return try await worker.packageAll()
        }.flatMap { $0 }
    }

    /// Runs one `swift build` for all products of a request.
    ///
    /// Builds for several architectures go on at the same time, each with as many compilers as SwiftPM starts: there is
    /// seldom work for more than one, and another number of them than last time would compile everything again.
    private func runBuild(
        _ request: PackageRequest, with builder: any Builder, jobs: Int?
    ) async throws -> BuildOutput {
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
        onEvent(.building(products: plan.products, architecture: architecture))
        do {
            let output = try await builder.build(plan) { onEvent(.buildLine($0, architecture: architecture)) }
            onEvent(.built(architecture: architecture, isSuccess: true))
            return output
        } catch let error as BuildError {
            onEvent(.built(architecture: architecture, isSuccess: false))
            throw error
        }
    }

    /// Removes what a run that was killed left half written.
    private func removeLeftovers(in directory: FilePath) throws {
        try host.files.makeDirectory(directory)
        try host.files.removeStaleTemporaries(in: directory)
    }
}
