import Console
import Host
import Model
import Project
import SystemPackage

/// What happened to the lock, or would.
struct LockReport {
    let file: FilePath
    let changes: [LockChange]
    /// Whether there is a file now.
    let exists: Bool
    let isCheck: Bool
    let diagnostics: [Diagnostic]

    private struct Payload: Encodable, Sendable {
        struct Change: Encodable, Sendable {
            var part: LockChange.Part
            var entry: String
            var from: String?
            var to: String?
        }
        var file: String
        var upToDate: Bool
        var changes: [Change]
        var diagnostics: [Diagnostic]
    }

    func result(relativeTo base: FilePath) -> CommandResult {
        CommandResult(
            status: isCheck && !changes.isEmpty ? .unsatisfied : .success, text: text(base),
            payload: Payload(
                file: file.string, upToDate: changes.isEmpty,
                changes: changes.map {
                    Payload.Change(part: $0.part, entry: $0.entry, from: $0.from, to: $0.to)
                }, diagnostics: diagnostics), diagnostics: diagnostics)
    }

    private func text(_ base: FilePath) -> String {
        let name = printable(file.shown(from: base))
        guard exists || !changes.isEmpty else { return "\(name): nothing to record\n" }
        guard !changes.isEmpty else { return "\(name): up to date\n" }
        let lines = changes.map { "  \(printable($0.entry)): \(printable(words($0)))\n" }.joined()
        let next = !isCheck && changes.contains { $0.part == .insights } ? "\nNext: swiftlambda terraform\n" : ""
        return
            "\(name): \(counted(changes.count, "entry", plural: "entries")) \(isCheck ? "to change" : "changed")\n\(lines)\(next)"
    }

    private func words(_ change: LockChange) -> String {
        switch (change.from, change.to) {
        case (let from?, let to?): "\(from) -> \(to)"
        case (nil, let to?): isCheck ? "\(to) is missing" : "added \(to)"
        case (let from?, nil):
            change.part == .insights
                ? (isCheck ? "\(from) is not used" : "removed \(from), which is not used")
                : "removed \(from); the next `swiftlambda package` records what it uses"
        case (nil, nil): ""
        }
    }
}
