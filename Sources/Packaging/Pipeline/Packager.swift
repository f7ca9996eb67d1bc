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

    /// Packages the functions of a run; its builds go on at the same time.
    ///
    /// - Returns: what became of each, in the builds' order; one that the audit refuses does not stop the others, a build
    ///   that fails does.
    /// - Throws: `BuildError`, `StagingError`, `FileError` and others that are `DiagnosedError`; `CancellationError`.
    package func package(_ run: PackageRun) async throws -> [PackagedFunction] {
        var run = run
        run.builds.removeAll { $0.functions.isEmpty }
        guard !run.builds.isEmpty else { return [] }
        let functions = run.builds.flatMap(\.functions).map(\.settings)
        // Before a build that may take minutes.
        for function in functions { try check(function, in: run.package) }
        try host.files.makeDirectory(run.scratch)
        let lockPath = run.scratch.appending(".lock")
        let lock = try await host.files.lock(lockPath) { onEvent(.waiting(lock: lockPath)) }
        defer { lock.release() }
        for function in functions { try removeLeftovers(in: run.directory(of: function)) }

        let temporaries = BuildTemporaries(
            directory: run.scratch.appending("tmp"), environment: host.environment, user: .current,
            files: host.files)
        return try await temporaries.during { [run] in try await package(run, temporaries) }
    }

    private func package(_ run: PackageRun, _ temporaries: BuildTemporaries) async throws -> [PackagedFunction] {
        // It does not need a build, and is waited for with them.
        let git = SharedWork { try await GitState.read(package: run.package, output: run.output, on: host) }
        let slots = JobSlots(run.jobs.count)
        let share = run.jobs.share(ofBuilds: run.builds.count)
        return try await inOrder(run.builds) { build -> [PackagedFunction] in
            async let state = git.value
            let work = try await slots.occupying(share) { () -> Work in
                try await runBuild(
                    build, of: run, jobs: run.jobs.isForced ? share : nil, temporaries: temporaries)
            }
            let builder = work.builder
            let worker = FunctionPackager(
                host: host, run: run, build: build, builder: builder, output: work.output,
                resources: try work.output.resources(files: host.files),
                toolchain: SharedWork { try await builder.toolchain() }, git: try await state.state, slots: slots,
                libraryOrigin: try await libraryOrigin(build, of: run, work), image: work.image, onEvent: onEvent)
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

    /// Runs `swift build` for all products of a build.
    ///
    /// Builds for several architectures go on at the same time, each with as many compilers as SwiftPM starts: there is
    /// seldom work for more than one, and another number of them than last time would compile everything again.
    private func runBuild(
        _ build: PackageBuild, of run: PackageRun, jobs: Int?, temporaries: BuildTemporaries
    ) async throws -> Work {
        let architecture = build.builder.architecture
        let optimization = OptimizationOptions(build.optimization, for: architecture)
        let scratch = build.scratch(in: run.scratch)
        try host.files.makeDirectory(scratch)
        var plan = BuildPlan(
            package: run.package, scratch: scratch,
            products: Array(Set(build.functions.map(\.settings.product))).sorted(),
            localPackages: run.localPackages, optimization: optimization, jobs: jobs,
            isWholePackage: build.isWholePackage, arguments: build.arguments)
        // An engine's own temporary files are no concern of the build's, and in a container they go with it.
        let isInContainer = if case .container = build.builder.method { true } else { false }
        let builder = try build.builder.builder(for: plan, on: isInContainer ? host : temporaries.host(host))
        let image = try await prepareImage(of: builder, for: build)
        // A program without shared libraries has only one version of each function.
        let objects =
            build.forwards && !build.arguments.contains("-static-executable")
            ? try await build.builder.compatibilityObjects(
                for: Set(build.functions.map(\.settings.runtime)), builder: builder, image: image, scratch: scratch,
                on: host) : []
        plan.toolset = build.builder.toolset(in: scratch, optimization: optimization, objects: objects)
        try plan.toolset?.write(files: host.files)
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

    private func prepareImage(
        of builder: any Builder, for build: PackageBuild
    ) async throws -> ContainerImage? {
        try await builder.image { event in
            switch event {
            case .pulling(let image): onEvent(.pulling(image: image, architecture: build.builder.architecture))
            case .line(let line):
                onEvent(.buildLine("[pull] \(line)", architecture: build.builder.architecture))
            }
        }
    }

    private func libraryOrigin(
        _ build: PackageBuild, of run: PackageRun, _ work: Work
    ) async throws -> LibraryOrigin {
        let bringing = build.functions.filter { $0.settings.build.bundle != .none }.map(\.settings.product)
        return try await build.builder.libraryOrigin(
            for: work.plan.products.filter(bringing.contains).map {
                try work.output.executable(of: $0, files: host.files)
            },
            of: work.builder, image: bringing.isEmpty ? nil : work.image, scratch: build.scratch(in: run.scratch),
            on: host)
    }

    /// Finds out whether what an archive includes is there and goes together.
    private func check(_ function: LambdaFunction, in package: FilePath) throws {
        try StagedTree.check(
            include: function.include, exclude: function.exclude, package: package, files: host.files)
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
