/// One Lambda function with every setting resolved: all defaults are filled in.
package struct LambdaFunction: Sendable, Hashable {
    /// The function's own name, which is also its name on Lambda in a project without stages.
    package var name: String
    /// How its name on Lambda is made.
    package var namePattern = NamePattern.plain
    /// Its name on Lambda in the place for which it was resolved; `nil` if that is its own name.
    package var nameInPlace: String?
    /// Its own name when it was deployed before; `nil` if it was not renamed.
    package var renamedFrom: String?
    /// The SwiftPM executable product that becomes its `bootstrap`.
    package var product: String
    /// The description that the console shows next to the name.
    package var description: String?
    /// The architecture to build for.
    package var architecture: Architecture
    /// The runtime it runs on.
    package var runtime: LambdaRuntime
    /// Memory, in MB.
    package var memory: Int
    /// The timeout of an invocation, in seconds.
    package var timeout: Int
    /// The size of `/tmp`, in MB.
    package var ephemeralStorage: Int
    /// Environment variables whose values are known before Terraform runs.
    package var environment: [String: String]
    /// Environment variables that refer to something else.
    package var references = EnvironmentReferences()
    /// Its Lambda Insights layer.
    package var insights: InsightsSetting
    /// ARNs of further layers, in order.
    package var layers: [String]
    /// Its logging.
    package var logs: LogSettings
    /// Whether X-Ray samples it.
    package var tracing: TracingMode
    /// Its permissions on AWS besides logging and monitoring.
    package var policies: [PolicyStatement]
    /// Files to include in its archive.
    package var include: [IncludeRule]
    /// Patterns to exclude from them, in gitignore's syntax.
    package var exclude: [String]
    /// Tags for all its resources.
    package var tags: [String: String]
    /// How it is built.
    package var build: FunctionBuild
    /// What surrounds it on AWS.
    package var surroundings = FunctionSurroundings()

    /// Creates a function; omitted values have swiftlambda's defaults.
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

    /// Its name on Lambda.
    package var deployedName: String { nameInPlace ?? name }
}
