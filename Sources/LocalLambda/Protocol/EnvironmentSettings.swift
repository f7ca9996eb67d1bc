public import Model

/// What the protocol needs to know of a function and its environment.
public struct EnvironmentSettings: Sendable, Hashable {
    /// The function's name.
    public var functionName: String
    /// The handler that extensions are told; without meaning on an OS-only runtime.
    public var handler: String
    /// The function's ARN, as invocations tell it.
    public var functionARN: String
    /// Memory in MB, for the REPORT line.
    public var memory: Int
    /// The longest an invocation may take.
    public var timeout: Duration
    /// The external extensions, by the names of their files in `/opt/extensions`.
    public var extensions: [String]
    /// How long Init may take before it is broken off: 10 s on Lambda.
    public var initLimit: Duration
    /// The time that Shutdown gives.
    public var shutdown: ShutdownTimes
    /// How the function logs.
    public var logs: LogSettings

    /// Creates settings; what is left out is as on Lambda.
    public init(
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
public struct ShutdownTimes: Sendable, Hashable {
    /// When the runtime is killed where there is an external extension.
    public var runtimeWithExternalExtension: Duration
    /// When the runtime is killed where an internal extension is registered.
    public var runtimeWithInternalExtension: Duration
    /// When everything is killed where there is an external extension.
    public var total: Duration

    /// Creates times; what is left out is as documented.
    public init(
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
public enum ShutdownReason: String, Sendable, Hashable, Codable {
    /// It is no longer needed.
    case spindown
    /// An invocation took too long.
    case timeout
    /// A process failed.
    case failure
}
