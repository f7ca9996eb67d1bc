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
    var name: NamePattern?
    var renamedFrom: String?
    var description: String?
    var architecture: Architecture?
    var runtime: LambdaRuntime?
    var memory: Int?
    var timeout: Int?
    var ephemeralStorage: Int?
    var environment: [String: EnvironmentSetting] = [:]
    var insights: InsightsSetting?
    var layers: [LayerSetting]?
    var logs = Logs()
    var tracing: TracingMode?
    var policies: [PolicyStatement]?
    var include: [IncludeRule]?
    var exclude: [String]?
    var tags: [String: String] = [:]
    var build = BuildSettings()
    var surroundings = FunctionSurroundings()
    /// What differs by stage, by the stage's name.
    var stages: [String: FunctionSettings] = [:]
    /// What differs by region, by the region's name.
    var regions: [String: FunctionSettings] = [:]
    /// The keys below the function that are null: they have no value, whatever the defaults say.
    var unset: Set<[String]> = []
    /// The location of each setting, by the keys below the function; the function's own name is at `[]`.
    var locations: [[String]: Diagnostic.Location] = [:]

    /// These settings, filled from others where these set nothing.
    ///
    /// Environment variables, tags, log and build settings are merged one by one; lists are taken whole. What is null
    /// here stays without a value.
    func filled(from defaults: FunctionSettings) -> FunctionSettings {
        var filled = self
        func chosen<Value>(_ own: Value?, _ other: Value?, _ keys: String...) -> Value? {
            own ?? (isUnset(keys) ? nil : other)
        }
        filled.product = chosen(product, defaults.product, "product")
        filled.name = chosen(name, defaults.name, "name")
        filled.renamedFrom = chosen(renamedFrom, defaults.renamedFrom, "renamed_from")
        filled.description = chosen(description, defaults.description, "description")
        filled.architecture = chosen(architecture, defaults.architecture, "architecture")
        filled.runtime = chosen(runtime, defaults.runtime, "runtime")
        filled.memory = chosen(memory, defaults.memory, "memory")
        filled.timeout = chosen(timeout, defaults.timeout, "timeout")
        filled.ephemeralStorage = chosen(ephemeralStorage, defaults.ephemeralStorage, "ephemeralStorage")
        filled.environment = merged(environment, defaults.environment, "environment")
        filled.insights = chosen(insights, defaults.insights, "insights")
        filled.layers = chosen(layers, defaults.layers, "layers")
        filled.logs.retention = chosen(logs.retention, defaults.logs.retention, "logs", "retention")
        filled.logs.format = chosen(logs.format, defaults.logs.format, "logs", "format")
        filled.logs.applicationLevel = chosen(logs.applicationLevel, defaults.logs.applicationLevel, "logs", "level")
        filled.logs.systemLevel = chosen(logs.systemLevel, defaults.logs.systemLevel, "logs", "systemLevel")
        filled.tracing = chosen(tracing, defaults.tracing, "tracing")
        filled.policies = chosen(policies, defaults.policies, "policies")
        filled.include = chosen(include, defaults.include, "include")
        filled.exclude = chosen(exclude, defaults.exclude, "exclude")
        filled.tags = merged(tags, defaults.tags, "tags")
        filled.build = build.filled(from: defaults.build)
        filled.surroundings = surroundings.filled(from: defaults.surroundings) { isUnset($0) }
        filled.unset.formUnion(defaults.unset)
        filled.locations.merge(defaults.locations) { own, _ in own }
        return filled
    }

    private func merged<Value>(_ own: [String: Value], _ other: [String: Value], _ key: String) -> [String: Value] {
        own.merging(other.filter { !isUnset([key, $0.key]) }) { own, _ in own }
    }

    /// Whether a key or one that contains it is null.
    private func isUnset(_ keys: [String]) -> Bool {
        !unset.isEmpty && (1...keys.count).contains { unset.contains(Array(keys.prefix($0))) }
    }

    /// The function these settings describe.
    ///
    /// - Parameters:
    ///   - place: where it runs.
    ///   - asked: the architecture that overrides the configuration's.
    ///   - host: the architecture if nothing else names one.
    func function(
        named ownName: String, in place: Placement, overrides: ProjectOverrides, asked: Architecture?,
        host: Architecture
    ) -> LambdaFunction {
        var function = LambdaFunction(
            name: ownName, product: product ?? ownName, description: description,
            architecture: asked ?? architecture ?? host, environment: environment.compactMapValues(\.text),
            logs: logSettings, include: (include ?? []) + overrides.include,
            exclude: (exclude ?? []) + overrides.exclude, tags: tags, build: overrides.build(build))
        for (name, value) in environment {
            switch value {
            case .text: break
            case .terraform(let reference): function.references.terraform[name] = reference
            case .parameter(let parameter): function.references.parameters.insert(parameter)
            case .secret(let secret): function.references.secrets.insert(secret)
            }
        }
        function.runtime = overrides.runtime ?? runtime ?? function.runtime
        function.memory = memory ?? function.memory
        function.timeout = timeout ?? function.timeout
        function.ephemeralStorage = ephemeralStorage ?? function.ephemeralStorage
        function.insights = insights ?? function.insights
        function.namePattern = name ?? (place.stage == nil ? .plain : .staged)
        if function.namePattern != .plain {
            function.nameInPlace = function.namePattern.name(
                function: ownName, stage: place.stage, region: place.region?.name)
        }
        function.renamedFrom = renamedFrom
        function.layers = (layers ?? []).compactMap { $0.arn(in: place.region) }
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
