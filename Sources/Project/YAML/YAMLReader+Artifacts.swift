import Model

extension YAMLReader {
    private enum ArtifactKey: String, CaseIterable {
        case bucket, prefix
    }

    /// The bucket for archives.
    mutating func artifacts(_ value: YAMLValue) throws(ConfigurationError) -> ArtifactStore? {
        let form = "write `\(value.path): { bucket: NAME }`"
        guard let count = value.entryCount, !value.isList else {
            reportType(of: value, expected: "a mapping of keys to values", hints: [form])
            return nil
        }
        let entries = try entries(of: value, keys: ArtifactKey.allCases) ?? []
        var bucket: String?
        var prefix = ArtifactStore.defaultPrefix
        for entry in entries {
            switch entry.key {
            case .bucket: bucket = artifactText(entry.value, hint: form, fault: bucketFault)
            case .prefix:
                prefix =
                    artifactText(
                        entry.value, hint: "leave it out for '\(ArtifactStore.defaultPrefix)'", fault: prefixFault)
                    ?? prefix
            }
        }
        // A misspelt key has been reported; do not also report it as missing.
        if entries.count == count, !entries.contains(where: { $0.key == .bucket }) {
            report(
                .error(
                    "config.missing-key", "\(value.path) needs `\(ArtifactKey.bucket.rawValue)`",
                    location: value.location, hints: [form]))
        }
        return bucket.map { ArtifactStore(bucket: $0, prefix: prefix) }
    }

    private mutating func artifactText(
        _ value: YAMLValue, hint: String, fault: (String, YAMLValue) -> Diagnostic?
    ) -> String? {
        guard let text = value.scalarText, !value.isNull else {
            reportType(of: value, expected: "text", hints: [hint])
            return nil
        }
        guard !text.isEmpty else {
            report(
                .error("config.empty-value", "\(value.path) is empty", location: value.location, hints: [hint]))
            return nil
        }
        guard let fault = fault(text, value) else { return text }
        report(fault)
        return nil
    }

    private func bucketFault(_ name: String, _ value: YAMLValue) -> Diagnostic? {
        guard let fault = ArtifactStore.fault(ofBucket: name) else { return nil }
        let bare = name.replacing("s3://", with: "").split(separator: ":").last?.split(separator: "/").first
        let suggestion = (bare.map(String.init) ?? name).lowercased().replacing("_", with: "-")
        let placeholder = ArtifactStore.regionPlaceholder
        return .error(
            "config.invalid-bucket", "\(value.path) is '\(name.prefix(80))', which is not the name of an S3 bucket",
            explanation: fault, location: value.location,
            hints: suggestion != name && ArtifactStore.fault(ofBucket: suggestion) == nil
                ? ["write `bucket: \(suggestion)`"]
                : ["write the name alone, such as `bucket: my-artifacts` or `bucket: \"my-artifacts-\(placeholder)\"`"])
    }

    private func prefixFault(_ prefix: String, _ value: YAMLValue) -> Diagnostic? {
        guard let fault = ArtifactStore.fault(ofPrefix: prefix) else { return nil }
        let suggestion = prefix.split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
        return .error(
            "config.invalid-prefix", "\(value.path) cannot be '\(prefix.prefix(80))'", explanation: fault,
            location: value.location,
            hints: ArtifactStore.fault(ofPrefix: suggestion) == nil
                ? ["write `prefix: \(suggestion)`"]
                : ["leave it out for '\(ArtifactStore.defaultPrefix)', or write, for example, `prefix: teams/shop`"])
    }
}
