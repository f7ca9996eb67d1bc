import Host
import Model
import Project
import SystemPackage
import Terraform

/// What `terraform` adds to the lock of the project: the layers that are missing.
struct LockUpdate {
    /// The lock's file.
    let path: FilePath
    /// The file's state, and its wanted text.
    let entry: ConfigurationUpdate.Entry
    private let missing: [LayerPlace]

    /// Completes a lock.
    ///
    /// - Parameters:
    ///   - lock: the lock as it is; `nil` if the file does not exist.
    ///   - layers: the layers that the configuration uses.
    ///   - directory: the directory of the configuration.
    /// - Returns: `nil` if the file does not exist and nothing has to be recorded.
    init?(_ lock: LockFile?, layers: [LayerPlace: LockedLayer], package: FilePath, directory: FilePath) {
        var complete = lock ?? LockFile()
        missing = complete.missingLayers(of: Set(layers.keys))
        guard lock != nil || !missing.isEmpty else { return nil }
        for place in missing { complete.layers[place] = layers[place] }
        path = LockFile.path(in: package)
        entry = ConfigurationUpdate.Entry(
            path: path.relative(to: directory).string,
            condition: missing.isEmpty ? .current : lock == nil ? .missing : .outdated, content: complete.text)
    }

    /// What is missing.
    var diagnostics: [Diagnostic] { LockFile.diagnostics(ofMissing: missing) }

    /// Writes the file if something was missing.
    func write(_ files: any FileSystem) throws {
        guard entry.condition != .current, let text = entry.content else { return }
        try files.write(Array(text.utf8), to: path, permissions: .readableByAll)
    }
}

extension LockFile {
    /// An error about layers that are missing, for checks.
    static func diagnostics(ofMissing missing: [LayerPlace]) -> [Diagnostic] {
        guard !missing.isEmpty else { return [] }
        let list = missing.map(\.description).joined(separator: ", ")
        return [
            .error(
                "lock.incomplete", "\(fileName) lacks the Lambda Insights layers for \(list)",
                explanation: "Another release of swiftlambda may choose others.",
                hints: ["`swiftlambda lock` or `swiftlambda terraform` adds them; commit the file"])
        ]
    }
}
