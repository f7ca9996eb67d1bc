import Model

extension LockFile {
    private enum Key: String, CaseIterable {
        case version, insights, images, sdks
    }

    private enum LayerKey: String, CaseIterable {
        case version, arn
    }

    private enum SDKKey: String, CaseIterable {
        case compiler, checksum
    }

    /// Reads the file's bytes.
    ///
    /// - Parameter displayName: the file's name in diagnostics.
    package init(yaml: [UInt8], displayName: String) throws(ConfigurationError) {
        if let conflict = LockConflict(yaml) {
            throw ConfigurationError(
                .error(
                    "lock.merge-conflict", "the file has an unresolved merge conflict",
                    location: Diagnostic.Location(file: displayName, line: conflict.line),
                    hints: ["`swiftlambda lock` joins both sides and writes the file again"]))
        }
        do throws(ConfigurationError) {
            try self.init(document: try YAMLDocument(bytes: yaml, file: displayName))
        } catch {
            // Nobody writes this file by hand, so the way out is the same for all.
            let hint = "restore the file, or remove it and run `swiftlambda lock`"
            throw ConfigurationError(
                error.diagnostics.map { diagnostic in
                    var diagnostic = diagnostic
                    if diagnostic.hints.isEmpty { diagnostic.hints = [hint] }
                    return diagnostic
                })
        }
    }

    private init(document: YAMLDocument) throws(ConfigurationError) {
        var reader = YAMLReader(document)
        guard let root = try reader.root(), !root.isNull else {
            throw reader.error ?? Self.missingVersion(document.file)
        }
        // A file of another version may have keys that this release does not know: report only the version.
        try Self.checkVersion(root, reader: reader)
        for entry in try reader.entries(of: root, keys: Key.allCases) ?? [] where !entry.value.isNull {
            switch entry.key {
            case .version: break
            case .insights: layers = try Self.layers(entry.value, reader: &reader)
            case .images: images = try Self.images(entry.value, reader: &reader)
            case .sdks: sdks = try Self.sdks(entry.value, reader: &reader)
            }
        }
        if let error = reader.error { throw error }
    }

    private static func missingVersion(_ file: String) -> ConfigurationError {
        ConfigurationError(
            .error(
                "lock.unsupported-version", "the file does not name its format version",
                location: Diagnostic.Location(file: file, line: 1)))
    }

    private static func checkVersion(_ root: YAMLValue, reader: YAMLReader) throws(ConfigurationError) {
        var reader = reader
        let entries = try reader.entries(of: root, expected: "a mapping of keys to values")
        guard let entry = entries?.first(where: { $0.key == Key.version.rawValue }) else {
            throw (entries == nil ? reader.error : nil) ?? missingVersion(reader.document.file)
        }
        guard entry.value.integer == version else {
            let isNewer = entry.value.integer.map { $0 > version } ?? false
            throw ConfigurationError(
                .error(
                    "lock.unsupported-version",
                    "the file's version must be \(version), not \(entry.value.kindDescription)",
                    explanation: "This release reads only that version of the format.", location: entry.value.location,
                    hints: isNewer ? ["install a newer release of swiftlambda, which wrote this file"] : []))
        }
    }

    private static func layers(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) -> [LayerPlace: LockedLayer] {
        var layers: [LayerPlace: LockedLayer] = [:]
        let entries = try reader.entries(of: value, expected: "a mapping of regions and architectures to layers")
        for entry in entries ?? [] {
            guard let place = LayerPlace(entry.key) else {
                reader.reportEntry(entry, expected: "a region and an architecture, such as eu-west-1/arm64")
                continue
            }
            var version: String?
            var arn: String?
            for member in try reader.entries(of: entry.value, keys: LayerKey.allCases) ?? [] {
                switch member.key {
                case .version: version = reader.lockedVersion(member.value)
                case .arn: arn = reader.nonEmptyText(member.value)
                }
            }
            if let version, let arn {
                layers[place] = LockedLayer(version: version, arn: arn, location: entry.location)
            } else {
                reader.reportEntry(entry, expected: "a layer with a `version` and an `arn`")
            }
        }
        return layers
    }

    private static func images(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) -> [LockedImage: String] {
        var images: [LockedImage: String] = [:]
        for entry in try reader.entries(of: value, expected: "a mapping of images to digests") ?? [] {
            guard let slash = entry.key.lastIndex(of: "/"),
                let architecture = Architecture(rawValue: String(entry.key[slash...].dropFirst())),
                let image = LockedImage(String(entry.key[..<slash]), architecture)
            else {
                reader.reportEntry(entry, expected: "an image's name and an architecture, such as swift:6.3/arm64")
                continue
            }
            images[image] = reader.nonEmptyText(entry.value)
        }
        return images
    }

    private static func sdks(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) -> [String: LockedSDK] {
        var sdks: [String: LockedSDK] = [:]
        for entry in try reader.entries(of: value, expected: "a mapping of Swift SDKs") ?? [] {
            var sdk = LockedSDK(compiler: "")
            for member in try reader.entries(of: entry.value, keys: SDKKey.allCases) ?? [] {
                switch member.key {
                case .compiler: sdk.compiler = reader.nonEmptyText(member.value) ?? ""
                case .checksum: sdk.checksum = reader.nonEmptyText(member.value)
                }
            }
            if sdk.compiler.isEmpty {
                reader.reportEntry(entry, expected: "a Swift SDK with a `compiler`")
            } else {
                sdks[entry.key] = sdk
            }
        }
        return sdks
    }
}

extension YAMLReader {
    fileprivate mutating func reportEntry(_ entry: Entry<String>, expected: String) {
        report(
            .error(
                "lock.invalid-entry", "'\(entry.key.prefix(120))' is not \(expected)", location: entry.location))
    }

    fileprivate mutating func lockedVersion(_ value: YAMLValue) -> String? {
        guard let text = nonEmptyText(value), DottedVersion(text) != nil else { return nil }
        return text
    }
}
