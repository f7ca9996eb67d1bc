import Model

extension FunctionSettings {
    private enum SubscriptionKey: String, CaseIterable {
        case destination, filter
    }

    /// Changes one setting of the log group.
    mutating func setLogGroup<Value>(
        _ setting: WritableKeyPath<LogGroupSettings, Value?>, _ value: Value?
    ) {
        var settings = surroundings.logGroup ?? LogGroupSettings()
        settings[keyPath: setting] = value
        surroundings.logGroup = settings
    }

    /// Reads where new lines are also sent.
    mutating func readSubscription(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        guard let entries = try reader.entries(of: value, keys: SubscriptionKey.allCases) else { return }
        var destination: ResourceReference?
        var filter = ""
        for entry in entries {
            locations[[Key.logs.rawValue, "subscription", entry.key.rawValue]] = entry.location
            switch entry.key {
            case .destination:
                destination = reader.resource(
                    entry.value, of: [.function, .dataStream, .deliveryStream, .logDestination])
            case .filter: filter = reader.text(entry.value) ?? ""
            }
        }
        reader.require([SubscriptionKey.destination], of: value, among: entries.map(\.key))
        if let destination {
            setLogGroup(\.subscription, LogGroupSettings.Subscription(destination: destination, filter: filter))
        }
    }
}
