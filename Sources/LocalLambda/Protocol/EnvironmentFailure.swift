import Model

/// Why Init or an invocation failed, as Lambda names it.
struct EnvironmentFailure: Sendable, Hashable {
    var errorType: String
    var message: String
    /// The body that the runtime reported for it, which the caller gets instead of the message.
    var reportedBody: [UInt8]?

    init(_ errorType: String, _ message: String, reportedBody: [UInt8]? = nil) {
        self.errorType = errorType
        self.message = message
        self.reportedBody = reportedBody
    }

    /// The end of a process that should have gone on.
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

    /// A process that could not be started.
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

    /// What the caller of an invocation is told.
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

extension FunctionError {
    /// What a caller is told of a response that is larger than Lambda hands on.
    static func responseTooLarge(bytes: Int) -> FunctionError {
        let errorType = "Function.ResponseSizeTooLarge"
        let message =
            "Response payload size (\(bytes) bytes) exceeded maximum allowed payload size "
            + "(\(EnvironmentMachine.payloadLimit) bytes)."
        return FunctionError(errorType: errorType, body: EnvironmentFailure.body(errorType, message))
    }
}

extension ProcessEnd {
    /// In the words of Go's `os.ProcessState`, which Lambda's messages quote.
    var asGoTellsIt: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal: \(Self.signalNames[signal] ?? "signal \(signal)")"
        }
    }

    private static let signalNames: [Int32: String] = [
        1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted",
        7: "bus error", 8: "floating point exception", 9: "killed", 10: "user defined signal 1",
        11: "segmentation fault", 12: "user defined signal 2", 13: "broken pipe", 14: "alarm clock", 15: "terminated",
    ]
}

/// A time in seconds (`perSecond` 1) or milliseconds (1,000), with two decimals.
func twoDecimals(of duration: Duration, perSecond units: Int64) -> String {
    let (seconds, attoseconds) = duration.components
    let step = 10_000_000_000_000_000 / units
    let hundredths = seconds * units * 100 + (attoseconds + step / 2) / step
    let decimals = String(hundredths % 100)
    return "\(hundredths / 100).\(decimals.count == 1 ? "0" + decimals : decimals)"
}
