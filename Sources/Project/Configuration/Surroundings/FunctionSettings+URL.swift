import Model

extension FunctionSettings {
    private enum URLKey: String, CaseIterable {
        case auth, cors, invokeMode
    }

    /// Reads whether the function has a URL, or its settings.
    mutating func readURL(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        if let isWanted = value.bool {
            surroundings.url = isWanted ? FunctionURLSettings() : nil
            return
        }
        guard value.entryCount != nil, !value.isList else {
            reader.reportType(of: value, expected: "true, false or `{ auth: …, cors: …, invokeMode: … }`")
            return
        }
        var settings = FunctionURLSettings()
        for entry in try reader.entries(of: value, keys: URLKey.allCases) ?? [] {
            locations[[Key.url.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .auth: settings.authorization = reader.choice(entry.value) ?? .iam
            case .invokeMode: settings.responseMode = reader.choice(entry.value) ?? .buffered
            case .cors: settings.crossOrigin = try reader.crossOrigin(entry.value)
            }
        }
        surroundings.url = settings
    }
}

extension YAMLReader {
    private enum CrossOriginKey: String, CaseIterable {
        case origins, methods, headers, exposeHeaders, credentials, maxAge
    }

    /// What pages of other origins may do.
    mutating func crossOrigin(_ value: YAMLValue) throws(ConfigurationError) -> CrossOriginSettings? {
        guard let entries = try entries(of: value, keys: CrossOriginKey.allCases) else { return nil }
        var settings = CrossOriginSettings()
        for entry in entries {
            switch entry.key {
            case .origins: settings.origins = try texts(entry.value) ?? []
            case .methods:
                let allowed = CrossOriginSettings.allowedMethods.map { (name: $0, choice: $0) }
                settings.methods =
                    try elements(of: entry.value, expected: "a list of methods")?.compactMap {
                        choice($0, of: allowed)
                    } ?? []
            case .headers: settings.headers = try texts(entry.value) ?? []
            case .exposeHeaders: settings.exposedHeaders = try texts(entry.value) ?? []
            case .credentials: settings.credentials = truth(entry.value)
            case .maxAge: settings.maxAge = number(entry.value, in: CrossOriginSettings.allowedAge, unit: "seconds")
            }
        }
        require([CrossOriginKey.origins], of: value, among: entries.map(\.key))
        return settings
    }

    /// A whole number in a range.
    mutating func number(_ value: YAMLValue, in range: ClosedRange<Int>, unit: String) -> Int? {
        guard let number = integer(value, expected: "a whole number of \(unit)") else { return nil }
        guard range.contains(number) else {
            report(
                .error(
                    "function.out-of-range",
                    "\(value.path) is \(number) \(unit); AWS allows \(range.inWords) \(unit)",
                    location: value.location))
            return nil
        }
        return number
    }
}
