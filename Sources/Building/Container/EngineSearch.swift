import Host
import Model
import SystemPackage

/// An engine that responds.
struct AnsweringEngine: Sendable, Hashable {
    var engine: ContainerEngine
    var program: FilePath
    var isRootless: Bool
}

/// Looks for an engine that can run containers.
struct EngineSearch: Sendable {
    private let host: Host

    init(host: Host) {
        self.host = host
    }

    /// The requested engine, or the first that responds, in the order of `ContainerEngine`.
    ///
    /// - Throws: `ContainerError.noEngine`; `CancellationError`.
    func find(_ asked: ContainerEngine?) async throws -> AnsweringEngine {
        var silent: [SilentEngine] = []
        for engine in asked.map({ [$0] }) ?? ContainerEngine.allCases {
            guard let program = host.processes.locate(engine.driver.executable) else { continue }
            let result = try await host.processes.collect(engine.driver.pingCommand(program), limit: 1 << 20)
            let answer = String(decoding: result.output, as: UTF8.self)
            guard result.end.isSuccess else {
                let error = String(decoding: result.error, as: UTF8.self)
                // Apple's `container` prints on standard output that it is not running.
                silent.append(SilentEngine(engine: engine, message: error.isEmpty ? answer : error))
                continue
            }
            return AnsweringEngine(
                engine: engine, program: program, isRootless: engine.driver.isRootless(answer: answer))
        }
        throw ContainerError.noEngine(asked: asked, silent: silent)
    }
}
