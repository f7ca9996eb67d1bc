/// One Lambda function with every setting resolved: nothing in it is a default still to be filled in.
package struct LambdaFunction: Sendable, Hashable {
    /// The function's name on Lambda.
    package var name: String
    /// The SwiftPM executable product that becomes its `bootstrap`.
    package var product: String
    /// What the console shows beside the name.
    package var description: String?
    /// The architecture it is built for.
    package var architecture: Architecture
    /// The runtime it starts on.
    package var runtime: LambdaRuntime
    /// Memory, in MB.
    package var memory: Int
    /// The longest an invocation may take, in seconds.
    package var timeout: Int
    /// The size of `/tmp`, in MB.
    package var ephemeralStorage: Int
    /// Environment variables.
    package var environment: [String: String]
    /// Which Lambda Insights layer it gets.
    package var insights: InsightsSetting
    /// ARNs of further layers, in order.
    package var layers: [String]
    /// Where and how it logs.
    package var logs: LogSettings
    /// Whether X-Ray samples it.
    package var tracing: TracingMode
    /// What it may do on AWS besides logging and monitoring.
    package var policies: [PolicyStatement]
    /// Files that go into its archive beside the binary.
    package var include: [IncludeRule]
    /// What is left out of them, in gitignore's syntax.
    package var exclude: [String]
    /// Tags on everything that is made for it.
    package var tags: [String: String]
    /// How it is built.
    package var build: FunctionBuild

    /// Creates a function; what is left out has swiftlambda's default.
    package init(
        name: String,
        product: String,
        description: String? = nil,
        architecture: Architecture,
        runtime: LambdaRuntime = .providedAL2023,
        memory: Int = 512,
        timeout: Int = 30,
        ephemeralStorage: Int = 512,
        environment: [String: String] = [:],
        insights: InsightsSetting = .newest,
        layers: [String] = [],
        logs: LogSettings = LogSettings(),
        tracing: TracingMode = .passThrough,
        policies: [PolicyStatement] = [],
        include: [IncludeRule] = [],
        exclude: [String] = [],
        tags: [String: String] = [:],
        build: FunctionBuild = FunctionBuild()
    ) {
        self.name = name
        self.product = product
        self.description = description
        self.architecture = architecture
        self.runtime = runtime
        self.memory = memory
        self.timeout = timeout
        self.ephemeralStorage = ephemeralStorage
        self.environment = environment
        self.insights = insights
        self.layers = layers
        self.logs = logs
        self.tracing = tracing
        self.policies = policies
        self.include = include
        self.exclude = exclude
        self.tags = tags
        self.build = build
    }
}
