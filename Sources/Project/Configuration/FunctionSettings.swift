import Model

/// The file's settings of one function, or the defaults for all; `nil` where the file sets nothing.
struct FunctionSettings: Sendable, Hashable {
    /// The file's log settings.
    struct Logs: Sendable, Hashable {
        enum Retention: Sendable, Hashable {
            case days(Int)
            case forever
        }

        var retention: Retention?
        var format: LogSettings.Format?
        var applicationLevel: LogSettings.ApplicationLevel?
        var systemLevel: LogSettings.SystemLevel?
    }

    var product: String?
    var description: String?
    var architecture: Architecture?
    var runtime: LambdaRuntime?
    var memory: Int?
    var timeout: Int?
    var ephemeralStorage: Int?
    var environment: [String: String] = [:]
    var insights: InsightsSetting?
    var layers: [String]?
    var logs = Logs()
    var tracing: TracingMode?
    var policies: [PolicyStatement]?
    var include: [IncludeRule]?
    var exclude: [String]?
    var tags: [String: String] = [:]
    var build = BuildSettings()
    var surroundings = FunctionSurroundings()
    /// The location of each setting, by the keys below the function; the function's own name is at `[]`.
    var locations: [[String]: Diagnostic.Location] = [:]

    /// These settings, filled from others where these set nothing.
    ///
    /// Environment variables, tags, log and build settings are merged one by one; lists are taken whole.
    func filled(from defaults: FunctionSettings) -> FunctionSettings {
        var filled = self
        filled.architecture = architecture ?? defaults.architecture
        filled.runtime = runtime ?? defaults.runtime
        filled.memory = memory ?? defaults.memory
        filled.timeout = timeout ?? defaults.timeout
        filled.ephemeralStorage = ephemeralStorage ?? defaults.ephemeralStorage
        filled.environment.merge(defaults.environment) { own, _ in own }
        filled.insights = insights ?? defaults.insights
        filled.layers = layers ?? defaults.layers
        filled.logs.retention = logs.retention ?? defaults.logs.retention
        filled.logs.format = logs.format ?? defaults.logs.format
        filled.logs.applicationLevel = logs.applicationLevel ?? defaults.logs.applicationLevel
        filled.logs.systemLevel = logs.systemLevel ?? defaults.logs.systemLevel
        filled.tracing = tracing ?? defaults.tracing
        filled.policies = policies ?? defaults.policies
        filled.include = include ?? defaults.include
        filled.exclude = exclude ?? defaults.exclude
        filled.tags.merge(defaults.tags) { own, _ in own }
        filled.build = build.filled(from: defaults.build)
        filled.surroundings = surroundings.filled(from: defaults.surroundings)
        filled.locations.merge(defaults.locations) { own, _ in own }
        return filled
    }

    /// The function these settings describe.
    ///
    /// - Parameters:
    ///   - asked: the architecture that overrides the configuration's.
    ///   - host: the architecture if nothing else names one.
    func function(
        named name: String, overrides: ProjectOverrides, asked: Architecture?, host: Architecture
    ) -> LambdaFunction {
        var function = LambdaFunction(
            name: name, product: product ?? name, description: description,
            architecture: asked ?? architecture ?? host, environment: environment,
            logs: logSettings, include: (include ?? []) + overrides.include,
            exclude: (exclude ?? []) + overrides.exclude, tags: tags, build: overrides.build(build))
        function.runtime = overrides.runtime ?? runtime ?? function.runtime
        function.memory = memory ?? function.memory
        function.timeout = timeout ?? function.timeout
        function.ephemeralStorage = ephemeralStorage ?? function.ephemeralStorage
        function.insights = insights ?? function.insights
        function.layers = layers ?? function.layers
        function.tracing = tracing ?? function.tracing
        function.policies = policies ?? function.policies
        function.surroundings = surroundings
        return function
    }

    private var logSettings: LogSettings {
        var settings = LogSettings()
        switch logs.retention {
        case .days(let days): settings.retention = days
        case .forever: settings.retention = nil
        case nil: break
        }
        settings.format = logs.format ?? settings.format
        settings.applicationLevel = logs.applicationLevel
        settings.systemLevel = logs.systemLevel
        return settings
    }

    /// The location of the setting at a path of keys, or of the setting that contains it.
    func location(of keyPath: [String]) -> Diagnostic.Location? {
        var keyPath = keyPath
        while !keyPath.isEmpty {
            if let location = locations[keyPath] { return location }
            keyPath.removeLast()
        }
        return locations[[]]
    }
}
