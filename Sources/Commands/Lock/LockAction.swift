import Host
import Insights
import Model
import Project
import SystemPackage

/// Brings the lock of a project up to date, or compares.
struct LockAction {
    let package: FilePath
    /// Where functions have a layer whose version the configuration leaves open.
    let needed: Set<LayerPlace>
    let catalogue: LayerCatalogue
    let host: Host

    /// Writes the lock.
    func write(_ renewal: LockFile.Renewal) throws -> LockReport {
        let (former, lock) = try locks(renewal, mergesConflicts: true)
        if former != nil || !lock.isEmpty {
            try host.files.write(
                Array(lock.text.utf8), to: LockFile.path(in: package), permissions: .readableByAll)
        }
        return try report(from: former, to: lock, renewal: renewal, diagnostics: [])
    }

    /// Compares without writing.
    func check() throws -> LockReport {
        let (former, lock) = try locks(.complete, mergesConflicts: false)
        let unused = (former ?? LockFile()).layers.keys.filter { !needed.contains($0) }.sorted()
        var diagnostics = LockFile.diagnostics(ofMissing: (former ?? LockFile()).missingLayers(of: needed))
        if !unused.isEmpty {
            diagnostics.append(
                .error(
                    "lock.unused-entry",
                    "\(LockFile.fileName) has Lambda Insights layers that no function uses: "
                        + unused.map(\.description).joined(separator: ", "),
                    hints: ["`swiftlambda lock` removes them; commit the file"]))
        }
        return try report(from: former, to: lock, renewal: nil, diagnostics: diagnostics)
    }

    private func locks(
        _ renewal: LockFile.Renewal, mergesConflicts: Bool
    ) throws -> (former: LockFile?, lock: LockFile) {
        let former = try LockFile.load(package: package, host: host, mergesConflicts: mergesConflicts)
        var replaceable: Set<LayerPlace> = []
        var problems: [Diagnostic] = []
        for (place, locked) in (former?.layers ?? [:]).sorted(by: { $0.key < $1.key }) where needed.contains(place) {
            do throws(LayerError) {
                _ = try catalogue.layer(in: place.region, for: place.architecture, locked: locked)
            } catch {
                replaceable.insert(place)
                problems += error.diagnostics(of: locked)
            }
        }
        guard renewal != .complete || problems.isEmpty else { throw UnusableLock(diagnostics: problems) }
        let lock = try (former ?? LockFile()).renewed(renewal, needed: needed, replaceable: replaceable) {
            place throws(LayerError) in try catalogue.newestLayer(for: place)
        }
        return (former, lock)
    }

    /// - Parameter renewal: `nil` if nothing was written.
    private func report(
        from former: LockFile?, to lock: LockFile, renewal: LockFile.Renewal?, diagnostics: [Diagnostic]
    ) throws -> LockReport {
        var diagnostics = diagnostics
        for (place, locked) in lock.layers.sorted(by: { $0.key < $1.key }) {
            diagnostics += try catalogue.layer(in: place.region, for: place.architecture, locked: locked).warnings
            if let renewal, renewal != .complete, former?.layers[place]?.isSameLayer(as: locked) == true,
                let newest = try? catalogue.newestLayer(for: place), newest.version != locked.version
            {
                diagnostics.append(
                    Diagnostic(
                        .note, "lock.newer-kept",
                        "\(place) keeps \(locked.version), which is newer than \(newest.version)",
                        explanation: "A newer release of swiftlambda recorded it."))
            }
        }
        return LockReport(
            file: LockFile.path(in: package), changes: lock.changes(since: former ?? LockFile()),
            exists: former != nil || !lock.isEmpty, isCheck: renewal == nil, diagnostics: diagnostics)
    }
}

/// The lock has layers that this release cannot use.
struct UnusableLock: DiagnosedError, Hashable {
    let diagnostics: [Diagnostic]

    var exitStatus: ExitStatus { .badInput }
}
