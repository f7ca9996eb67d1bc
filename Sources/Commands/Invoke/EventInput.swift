import Console
import Host
import JSON
import LambdaProtocol
import Model
import SystemPackage

/// Where an event comes from: a file, standard input, or the command line itself.
enum EventInput: Hashable {
    case inline(String)
    case standardInput
    case file(String)

    /// Far more than Lambda allows, so that an event that is too large is sent and flagged.
    private static let limit = 64 << 20

    /// Reads `-`, JSON (even if malformed), or a path.
    init(argument: String) {
        switch argument.first(where: { !$0.isWhitespace }) {
        case "{", "[", "\"": self = .inline(argument)
        case _ where argument == "-": self = .standardInput
        case nil: self = .inline(argument)
        // A file of that name can be given as ./1 or ./null.
        default: self = JSONValue.isValid(Array(argument.utf8)) ? .inline(argument) : .file(argument)
        }
    }

    /// Whether an argument in place of a function is an event: neither a function nor a path looks like JSON.
    static func isEvent(_ argument: String) -> Bool {
        if case .file = EventInput(argument: argument) { false } else { !argument.allSatisfy(\.isWhitespace) }
    }

    /// Reads an option's value; without one, the event is an empty object.
    init(option: String?) {
        self = option.map { EventInput(argument: $0) } ?? .inline("{}")
    }

    /// The event's bytes, JSON or not.
    ///
    /// - Throws: `MissingEvent`, `FileError`.
    func bytes(on host: Host) throws -> [UInt8] {
        switch self {
        case .inline(let text): Array(text.utf8)
        case .standardInput: try host.files.read("/dev/stdin", limit: Self.limit)
        case .file(let path): try read(host.absolute(FilePath(path)), called: path, files: host.files)
        }
    }

    private func read(_ file: FilePath, called path: String, files: any FileSystem) throws -> [UInt8] {
        guard try files.status(of: file, followingLinks: true) != nil else { throw MissingEvent(text: path) }
        return try files.read(file, limit: Self.limit)
    }

    /// The event's bytes, checked to be JSON.
    ///
    /// - Parameter canBeRaw: whether the command can send what is not JSON.
    /// - Throws: `EventError` if they are not JSON; `FileError`.
    func json(on host: Host, canBeRaw: Bool = true) throws -> [UInt8] {
        let bytes = try bytes(on: host)
        do {
            _ = try JSONValue(parsing: bytes)
        } catch {
            // Editors add an invisible byte order mark.
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            throw EventError(
                source: name, place: error.place(in: bytes),
                expected: hasMark ? "JSON without a byte order mark" : error.expected, canBeRaw: canBeRaw)
        }
        return bytes
    }

    private var name: String {
        switch self {
        case .inline: "the event"
        case .standardInput: "the event on standard input"
        case .file(let path): "the event in '\(printable(path))'"
        }
    }
}

/// An event that Lambda would refuse because it is not JSON.
struct EventError: DiagnosedError, Hashable {
    /// Which event.
    var source: String
    /// Where the JSON stops being valid.
    var place: String
    /// What was expected there.
    var expected: String
    /// Whether the command can send it anyway.
    var canBeRaw = true

    var diagnostics: [Diagnostic] {
        [
            .error(
                "local.event-not-json", "\(source) is not JSON: expected \(expected) at \(place)",
                explanation: "Lambda refuses such an event with InvalidRequestContentException.",
                hints: [
                    canBeRaw
                        ? "correct it, or send its bytes unchanged with --raw"
                        : "correct it, or see what the function does with it: swiftlambda invoke --raw"
                ])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}

/// An event that is neither JSON nor an existing file.
struct MissingEvent: DiagnosedError, Hashable {
    /// The argument.
    var text: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "local.no-event", "'\(printable(text))' is neither JSON nor an existing file",
                explanation: "An event is JSON, the path of a JSON file, or - for standard input.",
                hints: ["to send text, put it in double quotes, as JSON: '\"\(printable(text))\"'"])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}
