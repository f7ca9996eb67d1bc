import Host
import Model
import Synchronization
import SystemPackage

/// Runs each command in a new container that is removed when the command ends.
struct ContainerProcessRunner: ProcessRunner {
    private let host: Host
    private let plan: ContainerPlan
    private let architecture: Architecture
    private let mounts: [FilePath]
    private let home: FilePath
    /// Records the names of running containers, for cleanup after a killed run.
    private let notes: FilePath?

    init(
        host: Host, plan: ContainerPlan, architecture: Architecture, mounts: [FilePath], home: FilePath,
        notes: FilePath? = nil
    ) {
        self.host = host
        self.plan = plan
        self.architecture = architecture
        self.mounts = mounts
        self.home = home
        self.notes = notes
    }

    /// Nothing: the image's content is unknown until a container runs.
    func locate(_ name: String) -> FilePath? { nil }

    func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        let result = try await inContainer(command) { try await host.processes.collect($0, limit: limit) }
        try check(result.end, command) { String(decoding: result.error, as: UTF8.self) }
        return result
    }

    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd {
        let messages = MessageCollector()
        let end = try await inContainer(command) { engineCommand in
            try await host.processes.stream(engineCommand) { line in
                messages.append(line)
                onLine(line)
            }
        }
        try check(end, command) { messages.text }
        return end
    }

    /// Statuses reserved by the engines: docker-run(1), podman-run(1).
    private func check(_ end: ProcessEnd, _ command: Command, message: () -> String) throws(ContainerError) {
        switch end {
        case .exited(125): throw .runFailed(plan.engine, image: plan.image, architecture, message: message())
        case .exited(126), .exited(127):
            throw .noProgram(command.executable, plan.engine, image: plan.image, architecture, message: message())
        case .exited, .signalled: return
        }
    }

    /// Variables that configure network access.
    private static let proxyVariables = ["http_proxy", "https_proxy", "no_proxy", "all_proxy"]

    private func inContainer<Value: Sendable>(
        _ command: Command, _ body: (Command) async throws -> Value
    ) async throws -> Value {
        let name = "swiftlambda-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let run = ContainerRun(plan: plan, architecture: architecture, mounts: mounts, home: home, name: name)
        let inherited = Self.proxyVariables.flatMap { [$0, $0.uppercased()] }
            .filter { host.environment[$0]?.isEmpty == false }
        let engineCommand = try run.command(command, inherited: inherited)
        try host.files.makeDirectory(home)
        try note(name)
        do {
            // The engine's client forwards signals, and the first process of a container ignores those without a
            // handler; so the container is removed.
            let value = try await withTaskCancellationHandler {
                try await body(engineCommand)
            } onCancel: {
                Task { await remove(name) }
            }
            try forget(name)
            return value
        } catch {
            // In a separate task, because this one may be cancelled and can't wait. Repeated, because the
            // container may not have existed yet.
            await Task { await remove(name) }.value
            try forget(name)
            throw error
        }
    }

    private func note(_ name: String) throws {
        guard let notes else { return }
        try host.files.makeDirectory(notes)
        try host.files.write([], to: notes.appending(name), permissions: .ownerReadWrite)
    }

    private func forget(_ name: String) throws {
        if let notes { try host.files.remove(notes.appending(name)) }
    }

    private func remove(_ name: String) async {
        // A missing container is not an error, and other errors of the engine do not matter to the user.
        _ = try? await host.processes.collect(
            plan.driver.removeCommand(plan.program, container: name), limit: 1 << 20)
    }

    /// Removes containers that a killed run left behind.
    ///
    /// - Precondition: no other running process records its containers there.
    func removeLeftovers() async throws {
        guard let notes, try host.files.status(of: notes, followingLinks: true) != nil else { return }
        for name in try host.files.names(in: notes) {
            await remove(name)
            try forget(name)
        }
    }
}
