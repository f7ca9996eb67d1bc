import Model

extension FunctionSettings {
    private enum NetworkKey: String, CaseIterable {
        case subnets, securityGroups, ipv6
    }

    private enum FileSystemKey: String, CaseIterable {
        case arn, path
    }

    private enum RoleKey: String, CaseIterable {
        case path, boundary, replacesFunction
    }

    /// Reads the VPC.
    mutating func readNetwork(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        guard let entries = try reader.entries(of: value, keys: NetworkKey.allCases) else { return }
        var settings = NetworkSettings(subnets: [], securityGroups: [])
        for entry in entries {
            locations[[Key.vpc.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .subnets: settings.subnets = try reader.identifiers(entry.value, prefix: "subnet-")
            case .securityGroups: settings.securityGroups = try reader.identifiers(entry.value, prefix: "sg-")
            case .ipv6: settings.ipv6 = reader.truth(entry.value) ?? false
            }
        }
        reader.require([NetworkKey.subnets, .securityGroups], of: value, among: entries.map(\.key))
        surroundings.network = settings
    }

    /// Reads the file system.
    mutating func readFileSystem(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        guard let entries = try reader.entries(of: value, keys: FileSystemKey.allCases) else { return }
        var accessPoint: ResourceReference?
        var path: String?
        for entry in entries {
            locations[[Key.fileSystem.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .arn: accessPoint = reader.resource(entry.value, of: [.accessPoint])
            case .path: path = reader.nonEmptyText(entry.value)
            }
        }
        reader.require(FileSystemKey.allCases, of: value, among: entries.map(\.key))
        if let accessPoint, let path {
            surroundings.fileSystem = FileSystemSettings(accessPoint: accessPoint, path: path)
        }
    }

    /// Reads the role's place and limit.
    mutating func readRole(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        var settings = RoleSettings()
        for entry in try reader.entries(of: value, keys: RoleKey.allCases) ?? [] {
            locations[[Key.role.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .path: settings.path = reader.nonEmptyText(entry.value)
            case .replacesFunction: settings.replacesFunction = reader.truth(entry.value) ?? false
            case .boundary: settings.boundary = reader.resource(entry.value, of: [.policy])
            }
        }
        surroundings.role = settings
    }
}

extension YAMLReader {
    /// Reports keys that a mapping lacks, unless one of its keys was wrong and has been reported.
    mutating func require<Key: RawRepresentable<String>>(_ keys: [Key], of value: YAMLValue, among present: [Key]) {
        guard present.count == value.entryCount else { return }
        for key in keys where !present.contains(where: { $0.rawValue == key.rawValue }) {
            report(.error("config.missing-key", "\(value.path) needs `\(key.rawValue)`", location: value.location))
        }
    }

    /// A list of IDs that EC2 gives, such as `subnet-0a1b`, or of references to them, or a reference to such a list.
    fileprivate mutating func identifiers(
        _ value: YAMLValue, prefix: String
    ) throws(ConfigurationError) -> NetworkSettings.Members {
        if value.tag == .terraform { return terraformReference(value).map { .terraform($0) } ?? [] }
        guard let elements = try elements(of: value, expected: "a list of IDs") else { return [] }
        if value.entryCount == 0 {
            report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
        }
        let members = elements.compactMap { element -> NetworkSettings.Member? in
            if element.tag == .terraform { return terraformReference(element).map { .terraform($0) } }
            guard let text = text(element) else { return nil }
            let digits = text.utf8.dropFirst(prefix.utf8.count)
            let isIdentifier =
                text.hasPrefix(prefix) && !digits.isEmpty
                && digits.allSatisfy { byte in
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                }
            guard isIdentifier else {
                report(
                    .error(
                        "config.invalid-id", "\(element.path) is '\(text.prefix(60))', which is not an ID",
                        location: element.location, hints: ["write it like \(prefix)0a1b2c3d4e5f67890"]))
                return nil
            }
            return .id(text)
        }
        return .listed(members)
    }
}
