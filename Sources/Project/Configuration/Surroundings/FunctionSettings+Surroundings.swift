import Model

extension FunctionSettings {
    private enum ConcurrencyKey: String, CaseIterable {
        case reserved, provisioned
    }

    private enum AsyncKey: String, CaseIterable {
        case maxAge, attempts, onSuccess, onFailure
    }

    private enum EncryptionKey: String, CaseIterable {
        case environment, logs
    }

    /// Reads a setting of what surrounds the function.
    mutating func readSurroundings(
        _ key: Key, _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        switch key {
        case .concurrency: try readConcurrency(value, reader: &reader)
        case .versions: surroundings.versions = reader.truth(value)
        case .alias: surroundings.alias = reader.nonEmptyText(value)
        case .deadLetter: surroundings.deadLetter = reader.resource(value, of: [.standardQueue, .topic])
        case .async: try readAsync(value, reader: &reader)
        case .kms: try readEncryption(value, reader: &reader)
        case .vpc: try readNetwork(value, reader: &reader)
        case .fileSystem: try readFileSystem(value, reader: &reader)
        case .codeSigning: surroundings.codeSigning = reader.resource(value, of: [.codeSigning])
        case .role: try readRole(value, reader: &reader)
        case .url: try readURL(value, reader: &reader)
        case .api: try readAPI(value, reader: &reader)
        case .triggers: try readTriggers(value, reader: &reader)
        default: break
        }
    }

    private mutating func readConcurrency(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        var settings = ConcurrencySettings()
        for entry in try reader.entries(of: value, keys: ConcurrencyKey.allCases) ?? [] {
            locations[[Key.concurrency.rawValue, entry.key.rawValue]] = entry.location
            let number = reader.integer(entry.value, expected: "a whole number of environments")
            switch entry.key {
            case .reserved: settings.reserved = number
            case .provisioned: settings.provisioned = number
            }
        }
        surroundings.concurrency = settings
    }

    private mutating func readAsync(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        let kinds: [ResourceKind] = [.standardQueue, .topic, .function, .eventBus]
        var settings = AsynchronousSettings()
        for entry in try reader.entries(of: value, keys: AsyncKey.allCases) ?? [] {
            locations[[Key.async.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .maxAge: settings.maxAge = reader.integer(entry.value, expected: "a whole number of seconds")
            case .attempts: settings.attempts = reader.integer(entry.value, expected: "a whole number of attempts")
            case .onSuccess: settings.onSuccess = reader.resource(entry.value, of: kinds)
            // S3 takes the records of failures only.
            case .onFailure: settings.onFailure = reader.resource(entry.value, of: kinds + [.bucket])
            }
        }
        surroundings.asynchronous = settings
    }

    /// One key for the environment, or a mapping.
    private mutating func readEncryption(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        guard !value.isResource else {
            surroundings.encryption = EncryptionSettings(environment: reader.resource(value, of: [.key]))
            return
        }
        var settings = EncryptionSettings()
        for entry in try reader.entries(of: value, keys: EncryptionKey.allCases) ?? [] {
            locations[[Key.kms.rawValue, entry.key.rawValue]] = entry.location
            let key = reader.resource(entry.value, of: [.key])
            switch entry.key {
            case .environment: settings.environment = key
            case .logs: settings.logs = key
            }
        }
        surroundings.encryption = settings
    }
}
