import JSON
import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a plan changes in an `aws_lambda_function`.
struct FunctionSettings {
    private struct Setting {
        var name: String
        var path: [String]
        var unit = ""

        init(_ name: String, _ path: String..., unit: String = "") {
            self.name = name
            self.path = path
            self.unit = unit
        }
    }

    private static let settings = [
        Setting("memory", "memory_size", unit: " MB"),
        Setting("timeout", "timeout", unit: " s"),
        Setting("temporary storage", "ephemeral_storage", "0", "size", unit: " MB"),
        Setting("architecture", "architectures"),
        Setting("runtime", "runtime"),
        Setting("handler", "handler"),
        Setting("name", "function_name"),
        Setting("role", "role"),
        Setting("tracing", "tracing_config", "0", "mode"),
        Setting("log format", "logging_config", "0", "log_format"),
        Setting("application log level", "logging_config", "0", "application_log_level"),
        Setting("system log level", "logging_config", "0", "system_log_level"),
        Setting("log group", "logging_config", "0", "log_group"),
        Setting("reserved concurrency", "reserved_concurrent_executions"),
        Setting("dead-letter target", "dead_letter_config", "0", "target_arn"),
        Setting("subnets", "vpc_config", "0", "subnet_ids"),
        Setting("security groups", "vpc_config", "0", "security_group_ids"),
        Setting("IPv6", "vpc_config", "0", "ipv6_allowed_for_dual_stack"),
        Setting("file system", "file_system_config", "0", "arn"),
        Setting("mount path", "file_system_config", "0", "local_mount_path"),
        Setting("key for variables", "kms_key_arn"),
        Setting("code signing", "code_signing_config_arn"),
        Setting("published versions", "publish"),
        Setting("artifact bucket", "s3_bucket"),
    ]
    /// Attributes that are read in another way, or say nothing: a path on the machine that packages.
    private static let others: Set<String> = [
        "description", "environment", "filename", "image_uri", "layers", "s3_key", "s3_object_version",
        "source_code_hash", "tags",
        "timeouts",
    ]

    private let resource: PlannedResource

    init(_ resource: PlannedResource) {
        self.resource = resource
    }

    /// The code; `nil` if it stays.
    var code: CodeChange? {
        guard resource.action != .delete else { return nil }
        let path = ["source_code_hash"]
        guard resource.action == .create || resource.changes(at: path) else { return nil }
        return CodeChange(before: Self.digest(resource.before(at: path)), after: Self.digest(resource.after(at: path)))
    }

    /// The code as Lambda reports it; `nil` if it is as Terraform knows it.
    var deployedCode: CodeChange? {
        let path = ["code_sha256"]
        guard resource.action == .update, resource.changes(at: path) else { return nil }
        return CodeChange(before: Self.digest(resource.before(at: path)), after: Self.digest(resource.after(at: path)))
    }

    /// The other settings that change, without environment variables.
    var settings: [SettingChange] {
        var changes: [SettingChange] = []
        var seen = Self.others
        for setting in Self.settings {
            if let first = setting.path.first { seen.insert(first) }
            guard resource.changes(at: setting.path) else { continue }
            changes.append(
                SettingChange(
                    name: setting.name, before: resource.before(at: setting.path).text(unit: setting.unit),
                    after: resource.after(at: setting.path).text(unit: setting.unit)))
        }
        changes += description + layers + tags
        for attribute in resource.changedAttributes where !seen.contains(attribute) {
            changes.append(SettingChange(name: attribute.replacing("_", with: " "), before: nil, after: nil))
        }
        return changes
    }

    /// The description without what it says of the release, which the code's change says already.
    private var description: [SettingChange] {
        guard resource.changes(at: ["description"]) else { return [] }
        let (before, after) = (resource.before("description"), resource.after("description"))
        guard let own = before.ownWords, let newOwn = after.ownWords else {
            return [SettingChange(name: "description", before: before.text(), after: after.text())]
        }
        var changes: [SettingChange] = []
        if own != newOwn {
            changes.append(SettingChange(name: "description", before: own.text(), after: newOwn.text()))
        }
        if code == nil, let new = VersionDescription(after.shown?.string ?? "")?.commitText {
            let old = VersionDescription(before.shown?.string ?? "")?.commitText
            if old != new { changes.append(SettingChange(name: "commit", before: old, after: new)) }
        }
        return changes
    }

    /// The environment variables that change.
    var environment: EnvironmentChange {
        let path = ["environment", "0", "variables"]
        guard !resource.isUnknownAsWhole(at: path) else { return EnvironmentChange(isUnknown: true) }
        let names = resource.names(at: path)
        return EnvironmentChange(
            added: names.after.subtracting(names.before).sorted(),
            changed: names.before.intersection(names.after).filter { resource.changes(at: path + [$0]) }.sorted(),
            removed: names.before.subtracting(names.after).sorted())
    }

    /// Layers by name and version, so that an update of one is one change.
    private var layers: [SettingChange] {
        guard resource.changes(at: ["layers"]) else { return [] }
        if resource.after("layers") == .unknown {
            return [SettingChange(name: "layers", before: nil, after: PlannedValue.unknown.text())]
        }
        let before = Self.versions(of: resource.before("layers"))
        let after = Self.versions(of: resource.after("layers"))
        let changes = Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map { layer in
            SettingChange(name: "layer \(layer)", before: before[layer], after: after[layer])
        }
        return changes.isEmpty ? [SettingChange(name: "order of layers", before: nil, after: nil)] : changes
    }

    private static func versions(of layers: PlannedValue) -> [String: String] {
        var versions: [String: String] = [:]
        for arn in (layers.shown?.array ?? []).compactMap(\.string) {
            let parts = arn.split(separator: ":").map(String.init)
            guard parts.count == 8 else {
                versions[arn] = "added"
                continue
            }
            versions[parts[6]] = "version \(parts[7])"
        }
        return versions
    }

    private var tags: [SettingChange] {
        guard resource.changes(at: ["tags"]) else { return [] }
        let names = resource.names(at: ["tags"])
        let changed = names.before.union(names.after).filter { resource.changes(at: ["tags", $0]) }.sorted()
        return [SettingChange(name: "tags", before: nil, after: changed.joined(separator: ", "))]
    }

    /// Lambda's form of a digest is Base64; the rest of the world's is hexadecimal.
    static func digest(_ value: PlannedValue) -> String? {
        guard let text = value.shown?.string else { return nil }
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else { return text }
        return Hexadecimal.text(bytes)
    }
}

extension PlannedValue {
    /// A description without what it says of a release; `nil` if it is not known.
    fileprivate var ownWords: PlannedValue? {
        switch self {
        case .none: return PlannedValue.none
        case .known(let value):
            let words = VersionDescription.ownWords(of: value.string ?? "")
            return words.isEmpty ? PlannedValue.none : .known(.string(words))
        case .sensitive, .unknown: return nil
        }
    }
}
