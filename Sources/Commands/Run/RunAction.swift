import Console
import Host
import LambdaProtocol
import LocalEnvironment
import LocalGateway
import Model
import SystemPackage

/// Runs a function until the task is cancelled.
struct RunAction {
    private struct Listening: Encodable, Sendable {
        var function: String
        var url: String
    }

    /// How often files are checked; a build takes far longer.
    private static let watchInterval = Duration.milliseconds(300)

    let address: String
    let port: Int
    let access: FrontDoorAccess
    let mode: InvokeMode
    let concurrency: Int
    let host: Host
    let console: CommandConsole

    /// Runs until the task is cancelled, which is the normal end; by then every process has ended.
    ///
    /// - Parameters:
    ///   - watched: a directory or file; a change rebuilds the function.
    ///   - remake: rebuilds the function and returns the plan of its environments.
    /// - Throws: what a start throws.
    func run(
        _ plan: EnvironmentPlan, watching watched: FilePath?,
        remake: @Sendable () async throws -> EnvironmentPlan
    ) async throws {
        try host.claim(plan.workDirectory)
        let narrator = EnvironmentNarrator(console, environments: concurrency)
        let pool = EnvironmentPool(plan, limit: concurrency, host: host) { number, event in
            narrator.hear(event, from: number)
            if let account = narrator.takeAccount() { console.tell([account.diagnostic]) }
        }
        let result: Result<Void, any Error>
        do {
            try await withEnding(of: pool) {
                try await serve(pool, plan, toldBy: narrator, watching: watched, remake: remake)
            }
            result = .success(())
        } catch is CancellationError where Task.isCancelled {
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.shutDown()
        try host.files.remove(plan.workDirectory)
        try result.get()
    }

    private func serve(
        _ pool: EnvironmentPool, _ plan: EnvironmentPlan, toldBy narrator: EnvironmentNarrator,
        watching watched: FilePath?, remake: @Sendable () async throws -> EnvironmentPlan
    ) async throws {
        // Bind the port first: if it is in use, the error need not wait for Init.
        let door = FrontDoor(
            to: pool, settings: plan.settings, region: plan.region, clock: host.clock, access: access, mode: mode
        ) { narrator.hear($0) }
        let server = try await FrontDoorServer.start(door, address: address, port: port)
        do {
            try await pool.warmUp()
            // Do not announce an environment that was ended while it started.
            try Task.checkCancellation()
            try announce(server.url, plan)
            try await wait(pool, watching: watched, remake: remake)
        } catch {
            // Waiting clients get their responses before their connections close.
            await pool.shutDown()
            await server.stop()
            throw error
        }
    }

    private func announce(_ url: String, _ plan: EnvironmentPlan) throws {
        let name = plan.settings.functionName
        switch console.format {
        case .text: try host.standardOutput.write(url + "\n")
        case .json: try host.standardOutput.write(try jsonResult(Listening(function: name, url: url)))
        }
        console.note(
            """
            Running \(printable(name)) at \(url); Ctrl-C ends it. Send it events from another terminal:
              swiftlambda invoke --event '{}' --url \(url)
              curl \(url)/
              echo '{}' | aws lambda invoke --endpoint-url \(url) --region \(plan.region) --no-sign-request \\
                --function-name \(shellQuoted(name)) --payload fileb:///dev/stdin /dev/stdout

            """)
    }

    /// Waits until the task is cancelled, and rebuilds the function when its sources change.
    private func wait(
        _ pool: EnvironmentPool, watching watched: FilePath?, remake: @Sendable () async throws -> EnvironmentPlan
    ) async throws {
        guard let watched else {
            while true { try await Task.sleep(for: .seconds(3_600)) }
        }
        var watch = try SourceWatch(watched, files: host.files)
        while true {
            try await Task.sleep(for: Self.watchInterval)
            guard try watch.hasChanged() else { continue }
            // Editors write several files one after the other.
            while try watch.hasChanged() { try await Task.sleep(for: Self.watchInterval) }
            do {
                let plan = try await remake()
                await pool.replace(with: plan)
                try await pool.warmUp()
                console.note("Running the changed function.\n")
            } catch let error where !(error is CancellationError) && !Task.isCancelled {
                // The old function keeps running until the sources build again.
                _ = console.report(error)
            }
        }
    }
}
