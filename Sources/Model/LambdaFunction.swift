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

/// Which Lambda Insights layer a function gets.
package enum InsightsSetting: Sendable, Hashable {
    /// No layer; Lambda then never sends SIGTERM unless another extension is there.
    case disabled
    /// The newest trusted layer known to this release for the region and architecture.
    case newest
    /// The layer of one version of the extension, such as `1.0.404.0`.
    case version(String)
    /// A layer the user names in full.
    case layer(arn: String)
}

/// Where and how a function logs.
package struct LogSettings: Sendable, Hashable {
    /// The format of the lines that Lambda writes.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case json
        case text
    }

    /// The least severe lines kept of what the function writes; JSON format only.
    package enum ApplicationLevel: String, Sendable, Hashable, CaseIterable {
        case trace, debug, info, warn, error, fatal
    }

    /// The least severe lines kept of what Lambda writes; JSON format only.
    package enum SystemLevel: String, Sendable, Hashable, CaseIterable {
        case debug, info, warn
    }

    /// How long lines are kept, in days; `nil` keeps them for ever.
    package var retention: Int?
    /// The format of the lines that Lambda writes.
    package var format: Format
    /// The least severe lines kept of what the function writes.
    package var applicationLevel: ApplicationLevel?
    /// The least severe lines kept of what Lambda writes.
    package var systemLevel: SystemLevel?

    /// Creates log settings; by default lines are text and kept for 30 days.
    package init(
        retention: Int? = 30,
        format: Format = .text,
        applicationLevel: ApplicationLevel? = nil,
        systemLevel: SystemLevel? = nil
    ) {
        self.retention = retention
        self.format = format
        self.applicationLevel = applicationLevel
        self.systemLevel = systemLevel
    }
}

/// Whether X-Ray samples a function.
package enum TracingMode: String, Sendable, Hashable, CaseIterable {
    /// Lambda samples and records.
    case active
    /// Only what the caller sampled is traced.
    case passThrough
}

/// One statement of an IAM policy that the user wrote.
package struct PolicyStatement: Sendable, Hashable {
    /// Whether the statement allows or denies.
    package enum Effect: String, Sendable, Hashable, CaseIterable {
        case allow
        case deny
    }

    /// Allow or deny.
    package var effect: Effect
    /// IAM actions, such as `dynamodb:PutItem`.
    package var actions: [String]
    /// The ARNs they apply to.
    package var resources: [String]
    /// Conditions by operator, then key: `StringEquals` → `aws:SourceVpc` → values.
    package var conditions: [String: [String: [String]]]

    /// Creates a statement.
    package init(
        effect: Effect = .allow,
        actions: [String],
        resources: [String],
        conditions: [String: [String: [String]]] = [:]
    ) {
        self.effect = effect
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }
}

/// A file or directory that goes into the archive, and where.
package struct IncludeRule: Sendable, Hashable {
    /// The path of the file or directory, relative to the package.
    package var source: String
    /// The path inside the archive; `nil` keeps the source's last component.
    package var destination: String?

    /// Creates a rule.
    package init(source: String, destination: String? = nil) {
        self.source = source
        self.destination = destination
    }

    /// Reads `SRC` or `SRC=DST`.
    package init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard !parts[0].isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
        self.init(source: parts[0], destination: parts.count == 2 ? parts[1] : nil)
    }
}
