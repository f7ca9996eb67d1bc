import Console
import Model
import Releasing

/// The result of a push, as text and as JSON.
struct PushReport {
    private struct Payload: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            var deployedName: String
            var outcome: PushResult.Way
            var region: String
            var stage: String?
            var updateMs: Int?
            var uploadMs: Int?
            var version: String
        }
        var architecture: Architecture?
        var diagnostics: [Diagnostic]
        var function: String
        var packageMs: Int
        var places: [Place]
        var sha256: String?
        var sizeBytes: Int?
    }

    private let function: String
    private let package: Duration
    private var diagnostics: [Diagnostic]
    private var archive: PushedArchive?
    private var results: [(push: FunctionPush, result: PushResult)] = []

    /// - Parameters:
    ///   - function: the function's own name.
    ///   - package: the time that packaging took.
    ///   - diagnostics: what packaging has to say.
    init(function: String, package: Duration, diagnostics: [Diagnostic]) {
        self.function = function
        self.package = package
        self.diagnostics = diagnostics
    }

    /// Whether nothing was pushed.
    var isEmpty: Bool { results.isEmpty }

    /// Adds what was done in a place.
    mutating func add(_ result: PushResult, of archive: PushedArchive, to push: FunctionPush) {
        results.append((push, result))
        self.archive = archive
        if result.way != .unchanged, let note = push.aliasNote, !diagnostics.contains(note) { diagnostics.append(note) }
    }

    /// The result of the command.
    var commandResult: CommandResult {
        CommandResult(
            status: diagnostics.hasErrors ? .unsatisfied : .success, text: text,
            payload: Payload(
                architecture: archive?.architecture, diagnostics: diagnostics, function: function,
                packageMs: Self.milliseconds(package), places: results.map(Self.payload), sha256: archive?.sha256,
                sizeBytes: archive?.sizeBytes),
            diagnostics: diagnostics)
    }

    private var text: String {
        let lines = results.map { push, result in
            var times = ["package \(formatted(package))"]
            if let upload = result.upload { times.append("upload \(formatted(upload))") }
            if let update = result.update { times.append("update \(formatted(update))") }
            let size = archive.map { formatted(bytes: $0.sizeBytes) } ?? ""
            let words =
                switch result.way {
                case .unchanged: "has this code already, nothing was uploaded"
                case .direct: "has the new code, \(size)"
                case .bucket: "has the new code, \(size) through the bucket"
                case .stored: "has the new code, \(size) that the bucket already had"
                }
            return "\(push.function.deployedName) in \(push.target.region.name): \(result.version) \(words) "
                + "(\(times.joined(separator: ", ")))\n"
        }
        guard let push = results.first?.push else { return "" }
        let next = "swiftlambda invoke \(function) --remote\(push.target.stageOption)"
        // A note about the alias says the same.
        let hasNote = diagnostics.contains { $0.identifier == push.aliasNote?.identifier }
        return lines.joined() + (hasNote ? "" : "\nNext: \(next)\n")
    }

    private static func payload(_ entry: (push: FunctionPush, result: PushResult)) -> Payload.Place {
        let (push, result) = entry
        return Payload.Place(
            deployedName: push.function.deployedName, outcome: result.way, region: push.target.region.name,
            stage: push.target.place.stage, updateMs: result.update.map(milliseconds),
            uploadMs: result.upload.map(milliseconds), version: result.version)
    }

    private static func milliseconds(_ duration: Duration) -> Int { Int((duration / .milliseconds(1)).rounded()) }
}
