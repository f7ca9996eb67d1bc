package import Model

/// What the protocol needs to know of a function and its environment.
package struct EnvironmentSettings: Sendable, Hashable {
    /// The function's name.
    package var functionName: String
    /// The handler that extensions are told; without meaning on an OS-only runtime.
    package var handler: String
    /// The function's ARN, as invocations tell it.
    package var functionARN: String
    /// Memory in MB, for the REPORT line.
    package var memory: Int
    /// The longest an invocation may take.
    package var timeout: Duration
    /// The external extensions, by the names of their files in `/opt/extensions`.
    package var extensions: [String]
    /// How long Init may take before it is broken off.
    package var initLimit: Duration
    /// The time that Shutdown gives.
    package var shutdown: ShutdownTimes
    /// How the function logs.
    package var logs: LogSettings

    /// Creates settings; what is left out is as on Lambda.
    package init(
        functionName: String,
        handler: String = "bootstrap",
        functionARN: String,
        memory: Int = 512,
        timeout: Duration = .seconds(30),
        extensions: [String] = [],
        initLimit: Duration = InvocationLimits.initialization,
        shutdown: ShutdownTimes = .documented,
        logs: LogSettings = LogSettings()
    ) {
        self.functionName = functionName
        self.handler = handler
        self.functionARN = functionARN
        self.memory = memory
        self.timeout = timeout
        self.extensions = extensions
        self.initLimit = initLimit
        self.shutdown = shutdown
        self.logs = logs
    }
}
