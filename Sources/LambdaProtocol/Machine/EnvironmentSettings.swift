package import Model

/// What the protocol needs to know about a function and its environment.
package struct EnvironmentSettings: Sendable, Hashable {
    /// The function's name.
    package var functionName: String
    /// The handler shown to extensions; an OS-only runtime ignores it.
    package var handler: String
    /// The function's ARN, passed on with each invocation.
    package var functionARN: String
    /// Memory in MB, for the REPORT line.
    package var memory: Int
    /// The time limit of an invocation.
    package var timeout: Duration
    /// The external extensions, by their file names in `/opt/extensions`.
    package var extensions: [String]
    /// The time limit of Init.
    package var initLimit: Duration
    /// The time limits of Shutdown.
    package var shutdown: ShutdownTimes
    /// How the function logs.
    package var logs: LogSettings

    /// Creates settings; the defaults are Lambda's.
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
