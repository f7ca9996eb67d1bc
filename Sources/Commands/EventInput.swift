import Host
import Model
import SystemPackage

/// Where an event comes from: a file, standard input, or the command line itself.
enum EventInput: Hashable {
    case inline(String)
    case standardInput
    case file(String)

    /// Far beyond what Lambda takes, so that an event that is too large is sent and flagged.
    private static let limit = 64 << 20

    /// Reads `-`, JSON that begins as an object, a list or a string, or a path.
    init(argument: String) {
        switch argument.first(where: { !$0.isWhitespace }) {
        case "{", "[", "\"": self = .inline(argument)
        default: self = argument == "-" ? .standardInput : .file(argument)
        }
    }

    /// Reads what an option gives, or takes an empty object.
    init(option: String?) {
        self = option.map { EventInput(argument: $0) } ?? .inline("{}")
    }

    func bytes(on host: Host) throws(FileError) -> [UInt8] {
        switch self {
        case .inline(let text): Array(text.utf8)
        case .standardInput: try host.files.read("/dev/stdin", limit: Self.limit)
        case .file(let path): try host.files.read(host.absolute(FilePath(path)), limit: Self.limit)
        }
    }
}
