import Building
import Bundling
package import Host
import Model
import SystemPackage

/// Builds functions, audits them and writes their archives and manifests.
package struct Packager: Sendable {
    private let host: Host
    private let onEvent: @Sendable (PackagingEvent) -> Void

    /// Creates a packager.
    ///
    /// - Parameter onEvent: called as the work goes on, from any task.
    package init(host: Host, onEvent: @escaping @Sendable (PackagingEvent) -> Void) {
        self.host = host
        self.onEvent = onEvent
    }

    /// Packages the functions of requests for one package, each request for another architecture, at the same time.
    ///
    /// - Returns: what became of each, in the requests' order; one that the audit refuses does not stop the others, a build
    ///   that fails does.
    /// - Throws: `BuildError`, `StagingError`, `FileError` and others that are `DiagnosedError`; `CancellationError`.
    package func package(_ requests: [PackageRequest]) async throws -> [PackagedFunction] {
        let requests = requests.filter { !$0.functions.isEmpty }
        guard let first = requests.first else { return [] }
        // Before a build that may take minutes.
        for request in requests { try check(request) }
        try host.files.makeDirectory(first.scratch)
        let lockPath = first.scratch.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }
        for request in requests {
            for function in request.functions { try removeLeftovers(in: request.directory(of: function.settings)) }
        }

        let temporaries = BuildTemporaries(
            directory: first.scratch.appending("tmp"), environment: host.environment, user: .current,
            files: host.files)
        return try await temporaries.during { try await package(requests, temporaries) }
    }

    private func package(_ requests: [PackageRequest], _ temporaries: BuildTemporaries) async throws
        -> [PackagedFunction]
    {
        guard let first = requests.first else { return [] }
        // It does not need a build, and is waited for with them.
        let git = SharedWork { try await GitState.read(package: first.package, output: first.output, on: host) }
        let slots = JobSlots(first.jobs.count)
        let share = first.jobs.share(ofBuilds: requests.count)
        return try await inOrder(requests) { request -> [PackagedFunction] in
            async let state = git.value
            let work = try await slots.occupying(share) { () -> Work in
                try await runBuild(
                    request, jobs: request.jobs.isForced ? share : nil, temporaries: temporaries)
            }
            let builder = work.builder
            let worker = FunctionPackager(
                host: host, request: request, builder: builder, build: work.output,
                resources: try work.output.resources(files: host.files),
                toolchain: SharedWork { try await builder.toolchain() }, git: try await state.state, slots: slots,
                libraryOrigin: try await libraryOrigin(request, work), image: work.image, onEvent: onEvent)
            var packaged = try await worker.packageAll()
            let warning = try await state.warning
            for index in packaged.indices { packaged[index].notes = [warning].compactMap { $0 } }
            return packaged
        }.flatMap { $0 }
    }

    /// A build that is done.
    private struct Work: Sendable {
        var builder: any Builder
        var image: ContainerImage?
        var plan: BuildPlan
        var output: BuildOutput
    }

    /// Runs `swift build` for all products of a request.
    ///
    /// Builds for several architectures go on at the same time, each with as many compilers as SwiftPM starts: there is
    /// seldom work for more than one, and another number of them than last time would compile everything again.
    private func runBuild(_ request: PackageRequest, jobs: Int?, temporaries: BuildTemporaries) async throws -> Work {
        let architecture = request.builder.architecture
        let optimization = OptimizationOptions(request.optimization, for: architecture)
        let scratch = request.buildScratch
        try host.files.makeDirectory(scratch)
        let toolset = request.builder.toolset(in: scratch, optimization: optimization)
        try toolset?.write(files: host.files)
        let plan = BuildPlan(
            package: request.package, scratch: scratch,
            products: Array(Set(request.functions.map(\.settings.product))).sorted(), toolset: toolset,
            localPackages: request.localPackages, optimization: optimization, jobs: jobs,
            isWholePackage: request.isWholePackage, arguments: request.arguments)
        // An engine's own temporary files are no concern of the build's, and in a container they go with it.
        let isInContainer = if case .container = request.builder.method { true } else { false }
        let builder = try request.builder.builder(for: plan, on: isInContainer ? host : temporaries.host(host))
        let image = try await prepareImage(of: builder, request)
        onEvent(.building(products: plan.products, architecture: architecture))
        do {
            let output = try await builder.build(plan) { onEvent(.buildLine($0, architecture: architecture)) }
            onEvent(.built(architecture: architecture, isSuccess: true))
            return Work(builder: builder, image: image, plan: plan, output: output)
        } catch let error as BuildError {
            onEvent(.built(architecture: architecture, isSuccess: false))
            throw error
        }
    }

    private func prepareImage(of builder: any Builder, _ request: PackageRequest) async throws -> ContainerImage? {
        try await builder.image { event in
            switch event {
            case .pulling(let image): onEvent(.pulling(image: image, architecture: request.builder.architecture))
            case .line(let line):
                onEvent(.buildLine("[pull] \(line)", architecture: request.builder.architecture))
            }
        }
    }

    private func libraryOrigin(_ request: PackageRequest, _ work: Work) async throws -> LibraryOrigin {
        let bringing = request.functions.filter { $0.bundle != .none }.map(\.settings.product)
        return try await request.builder.libraryOrigin(
            for: work.plan.products.filter(bringing.contains).map {
                try work.output.executable(of: $0, files: host.files)
            },
            of: work.builder, image: bringing.isEmpty ? nil : work.image, scratch: request.buildScratch, on: host)
    }

    /// Finds out whether what archives include is there and goes together.
    private func check(_ request: PackageRequest) throws {
        for function in request.functions {
            try StagedTree.check(
                include: function.settings.include, exclude: function.settings.exclude, package: request.package,
                files: host.files)
        }
    }

    /// Removes what a run that was killed left half written, and finds out whether the directory can be written to.
    private func removeLeftovers(in directory: FilePath) throws {
        try host.files.makeDirectory(directory)
        try host.files.removeStaleTemporaries(in: directory)
        let probe = directory.appending(".probe")
        try host.files.write([0], to: probe, permissions: .ownerReadWrite)
        try host.files.remove(probe)
    }
}
