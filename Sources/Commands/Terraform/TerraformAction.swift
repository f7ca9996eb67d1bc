import Console
import Host
import Model
import SystemPackage
import Terraform

/// Updates a directory to a Terraform configuration, or reports the differences.
struct TerraformAction {
    let directory: FilePath
    let files: any FileSystem
    /// Whether the configuration stands alone.
    var layout = ConfigurationLayout.root
    /// The options of `terraform plan` for one of several places.
    var planOptions: [String] = []
    /// Warnings in addition to the configuration's own.
    var warnings: [Diagnostic] = []
    /// The list of artifacts, if functions get their code from a bucket.
    var artifacts: ArtifactUpdate?
    /// The lock, if the configuration has layers that it records.
    var lock: LockUpdate?

    /// Writes missing and outdated files, and removes those that no longer belong to the configuration.
    ///
    /// - Parameter isSelection: whether the user named functions; the others may still be wanted.
    func write(
        _ configuration: TerraformConfiguration, isSelection: Bool, force: Bool
    ) throws -> TerraformOutcome {
        let update = ConfigurationUpdate(generated: configuration.files, existing: try existingFiles())
        guard !isSelection || force || update.abandoned.isEmpty else {
            throw SelectionWouldRemove(directory: directory, paths: update.abandoned)
        }
        let steps = try update.steps(force: force)
        for step in steps {
            switch step {
            case .write(let file):
                let path = directory.appending(FilePath(file.path).components)
                try files.makeDirectory(path.removingLastComponent())
                try files.write(Array(file.content.utf8), to: path, permissions: .readableByAll)
            case .remove(let path):
                try files.remove(directory.appending(FilePath(path).components))
            }
        }
        // After the files: where they could not be written, nothing is recorded.
        try lock?.write(files)
        // Last, so that the list never names an artifact that the configuration cannot use.
        if let entry = artifacts?.entry, entry.condition != .current, let content = entry.content {
            try files.makeDirectory(directory)
            try files.write(Array(content.utf8), to: directory.appending(entry.path), permissions: .readableByAll)
        }
        let entries = (update.entries + [artifacts?.entry, lock?.entry].compactMap { $0 })
            .sorted { $0.path < $1.path }
        return TerraformOutcome(
            directory: directory, layout: layout, planOptions: planOptions, entries: entries, isCheck: false,
            diagnostics: update.destroyed.map(\.warning) + warnings + (artifacts?.warnings ?? [])
                + configuration.warnings,
            uploads: artifacts?.uploads ?? [])
    }

    /// Compares without writing.
    func check(_ configuration: TerraformConfiguration) throws -> TerraformOutcome {
        let update = ConfigurationUpdate(generated: configuration.files, existing: try existingFiles())
        return TerraformOutcome(
            directory: directory, layout: layout, planOptions: planOptions,
            entries: [lock?.entry].compactMap { $0 } + update.entries, isCheck: true,
            diagnostics: update.drift.map(\.diagnostic) + (lock?.diagnostics ?? []) + update.destroyed.map(\.warning)
                + (update.addressesTaken?.diagnostics ?? [])
                + warnings + (artifacts?.warnings ?? []) + configuration.warnings)
    }

    /// The bytes of every file that may be a generated one.
    private func existingFiles() throws -> [String: [UInt8]] {
        var existing: [String: [UInt8]] = [:]
        for (folder, suffix) in [("", ".tf"), ("policies", ".json")] {
            let path = folder.isEmpty ? directory : directory.appending(folder)
            guard try files.status(of: path, followingLinks: true)?.kind == .directory else { continue }
            for name in try files.names(in: path) where name.hasSuffix(suffix) {
                let file = path.appending(name)
                guard try files.status(of: file, followingLinks: true)?.kind == .regular else { continue }
                existing[folder.isEmpty ? name : "\(folder)/\(name)"] = try files.read(file, limit: 64 << 20)
            }
        }
        return existing
    }
}

/// A configuration of some functions would replace one with more.
struct SelectionWouldRemove: DiagnosedError, Hashable {
    let directory: FilePath
    let paths: [String]

    var diagnostics: [Diagnostic] {
        [
            .error(
                "terraform.selection-would-remove",
                "'\(directory)' also has functions that you did not name; their files would be removed",
                explanation: "These are \(paths.map { "'\($0)'" }.joined(separator: ", ")). "
                    + "Terraform would then destroy what they describe.",
                hints: [
                    "name no function, to write all of them", "use another directory with --output",
                    "add --force to remove them",
                ])
        ]
    }

    var exitStatus: ExitStatus { .usage }
}

/// The result of writing or checking a configuration.
struct TerraformOutcome {
    let directory: FilePath
    let layout: ConfigurationLayout
    let planOptions: [String]
    let entries: [ConfigurationUpdate.Entry]
    let isCheck: Bool
    let diagnostics: [Diagnostic]
    /// The archives that are new in the list of artifacts.
    var uploads: [ArtifactUpload] = []

    private struct Payload: Encodable, Sendable {
        struct File: Encodable, Sendable {
            var path: String
            var state: String
        }
        var directory: String
        var files: [File]
        var upToDate: Bool
        var uploads: [ArtifactUpload]
        var diagnostics: [Diagnostic]
    }

    func result(relativeTo base: FilePath) -> CommandResult {
        let drifted = entries.filter { $0.condition != .current }
        return CommandResult(
            status: isCheck && !drifted.isEmpty ? .unsatisfied : .success, text: text(drifted, base),
            payload: Payload(
                directory: directory.string,
                files: entries.map { Payload.File(path: $0.path, state: state(of: $0)) },
                upToDate: drifted.isEmpty, uploads: uploads, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    private func text(_ drifted: [ConfigurationUpdate.Entry], _ base: FilePath) -> String {
        let place = printable(directory.shown(from: base))
        if drifted.isEmpty {
            return "\(place): \(counted(entries.count, "file")), all up to date\n" + uploadStep + nextStep(base)
        }
        let lines = drifted.map { "  \(state(of: $0)) \(printable($0.path))\n" }.joined()
        let summary =
            isCheck
            ? "\(counted(drifted.count, "file")) of \(entries.count) differ"
            : "\(counted(drifted.count, "file")) of \(entries.count) changed"
        return "\(place): \(summary)\n\(lines)" + uploadStep + nextStep(base)
    }

    /// The commands that upload what is new.
    private var uploadStep: String {
        guard !uploads.isEmpty else { return "" }
        return "\nUpload \(counted(uploads.count, "archive")):\n"
            + uploads.map { "  \(printable($0.command))\n" }.joined()
    }

    /// The next step: Terraform itself, if the directory is a root configuration.
    private func nextStep(_ base: FilePath) -> String {
        guard !isCheck, layout == .root else { return "" }
        let directory = shellQuoted(path: directory.shown(from: base))
        let plan = (["plan"] + planOptions).joined(separator: " ")
        return "\nNext: terraform -chdir=\(directory) init && terraform -chdir=\(directory) \(plan)\n"
    }

    private func state(of entry: ConfigurationUpdate.Entry) -> String {
        if isCheck { return entry.condition.rawValue }
        return switch entry.condition {
        case .current: "unchanged"
        case .missing: "created"
        case .outdated, .edited, .foreign: "replaced"
        case .stale, .editedStale: "removed"
        }
    }
}

extension FilePath {
    /// The path as a user in a directory would type it: relative if it is below that directory, else absolute.
    func shown(from base: FilePath) -> String {
        var relative = self
        guard relative.removePrefix(base) else { return string }
        return relative.isEmpty ? "." : relative.string
    }

    /// The relative path from a directory to this one; both are absolute.
    func relative(to directory: FilePath) -> FilePath {
        let here = Array(components)
        let there = Array(directory.components)
        let common = zip(here, there).prefix { $0 == $1 }.count
        var path = FilePath(root: nil, there.dropFirst(common).map { _ in FilePath.Component("..") })
        for component in here.dropFirst(common) { path.append(component) }
        return path
    }
}
