import Model

extension FunctionSettings {
    private enum BuildKey: String, CaseIterable {
        case builder, swiftSDK, libc, engine, image, bundle, forward, optimize, arguments
    }

    /// Reads the build settings.
    mutating func readBuild(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        for entry in try reader.entries(of: value, keys: BuildKey.allCases) ?? [] {
            locations[[Key.build.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .builder: build.builder = reader.choice(entry.value)
            case .swiftSDK: build.swiftSDK = try reader.sdkNames(entry.value)
            case .libc: build.libc = reader.choice(entry.value)
            case .engine: build.engine = reader.choice(entry.value)
            case .image: build.image = reader.nonEmptyText(entry.value)
            case .bundle: build.bundle = reader.choice(entry.value)
            case .forward: build.forward = reader.truth(entry.value)
            case .optimize: build.optimize = reader.choice(entry.value)
            case .arguments: build.arguments = try reader.buildArguments(entry.value)
            }
        }
    }
}

extension YAMLReader {
    /// More options for `swift build`.
    fileprivate mutating func buildArguments(_ value: YAMLValue) throws(ConfigurationError) -> [String]? {
        guard let arguments = try texts(value) else { return nil }
        if let refusal = BuildArguments.refusal(of: arguments) {
            report(
                .error(
                    "config.build-argument", "\(value.path) cannot have '\(refusal.option)'",
                    explanation: refusal.reason, location: value.location, hints: [refusal.hint]))
            return nil
        }
        return arguments
    }

    /// One name of a Swift SDK, or a list of them, one for each architecture.
    fileprivate mutating func sdkNames(_ value: YAMLValue) throws(ConfigurationError) -> [String]? {
        guard value.isList else { return nonEmptyText(value).map { [$0] } }
        let names = try elements(of: value, expected: "the name of a Swift SDK, or a list of names") ?? []
        return names.compactMap { nonEmptyText($0) }
    }
}
