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
    /// How long Init may take before it is broken off: 10 s on Lambda.
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
        initLimit: Duration = .seconds(10),
        shutdown: ShutdownTimes = ShutdownTimes(),
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

/// How long after the start of Shutdown who is killed (developer guide, "Shutdown phase").
package struct ShutdownTimes: Sendable, Hashable {
    /// When the runtime is killed where there is an external extension.
    package var runtimeWithExternalExtension: Duration
    /// When the runtime is killed where an internal extension is registered.
    package var runtimeWithInternalExtension: Duration
    /// When everything is killed where there is an external extension.
    package var total: Duration

    /// Creates times; what is left out is as documented.
    package init(
        runtimeWithExternalExtension: Duration = .milliseconds(300),
        runtimeWithInternalExtension: Duration = .milliseconds(500),
        total: Duration = .milliseconds(2_000)
    ) {
        self.runtimeWithExternalExtension = runtimeWithExternalExtension
        self.runtimeWithInternalExtension = runtimeWithInternalExtension
        self.total = total
    }
}

/// Why an environment is shut down, as `shutdownReason` says it.
package enum ShutdownReason: String, Sendable, Hashable, Codable {
    /// It is no longer needed.
    case spindown
    /// An invocation took too long.
    case timeout
    /// A process failed.
    case failure
}
