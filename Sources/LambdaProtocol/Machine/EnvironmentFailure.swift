import JSON
import Model

/// Why Init or an invocation failed, as Lambda names it.
struct EnvironmentFailure: Sendable, Hashable {
    var errorType: String
    var message: String
    /// The body that the runtime reported, which the caller gets instead of the message.
    var reportedBody: [UInt8]?

    init(_ errorType: String, _ message: String, reportedBody: [UInt8]? = nil) {
        self.errorType = errorType
        self.message = message
        self.reportedBody = reportedBody
    }

    /// A process ended that should have kept running.
    init(_ process: EnvironmentProcess, ended end: ProcessEnd) {
        switch (process, end) {
        case (.runtime, .exited(0)):
            self.init("Runtime.ExitError", "Runtime exited without providing a reason")
        case (.runtime, _):
            self.init("Runtime.ExitError", "Runtime exited with error: \(end.asGoTellsIt)")
        case (.extension, .exited(0)):
            self.init("Extension.Crash", "exit code 0")
        case (.extension, _):
            self.init("Extension.Crash", end.asGoTellsIt)
        }
    }

    /// A process could not be started.
    init(_ process: EnvironmentProcess, notStarted reason: String) {
        switch process {
        case .runtime: self.init("Runtime.InvalidEntrypoint", reason)
        case .extension: self.init("Extension.LaunchError", reason)
        }
    }

    static func timedOut(after timeout: Duration) -> EnvironmentFailure {
        EnvironmentFailure(
            "Sandbox.Timedout", "Task timed out after \(twoDecimals(of: timeout, perSecond: 1)) seconds"
        )
    }

    static let shutDown = EnvironmentFailure("Sandbox.Failure", "The execution environment was shut down")

    /// What the caller of an invocation gets.
    func error(requestID: String) -> FunctionError {
        FunctionError(
            errorType: errorType,
            body: reportedBody ?? Self.body(errorType, "RequestId: \(requestID) Error: \(message)")
        )
    }

    static func body(_ errorType: String, _ message: String) -> [UInt8] {
        (["errorType": .string(errorType), "errorMessage": .string(message)] as JSONValue).bytes
    }
}
