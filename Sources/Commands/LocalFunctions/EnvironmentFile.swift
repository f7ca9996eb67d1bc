import Console
import Host
import Model
import SystemPackage

/// Environment variables in a file: `NAME=VALUE` lines, comments that begin with `#`, values in quotes.
///
/// Docker, systemd and the dotenv libraries agree on this format. A value in double quotes has the escapes `\n`, `\r`,
/// `\t`, `\"`, `\$` and `\\`; one in single quotes is literal; one without quotes ends at white space and `#`.
struct EnvironmentFile: Hashable {
    /// The most bytes of a file; Lambda allows 4 KB of variables.
    private static let limit = 1 << 20

    /// The variables in the order of their lines.
    let settings: [VariableSetting]

    /// Reads a file.
    ///
    /// - Throws: `EnvironmentFileError`, `FileError`.
    init(reading path: String, on host: Host) throws {
        let bytes = try host.files.read(host.absolute(FilePath(path)), limit: Self.limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw EnvironmentFileError(file: path, line: 1, fault: .notUTF8)
        }
        try self.init(text, file: path)
    }

    /// Reads the text of a file.
    init(_ text: String, file: String) throws(EnvironmentFileError) {
        var settings: [VariableSetting] = []
        let scalars = text.unicodeScalars
        let lines = (scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...]).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do {
                if let setting = try Self.setting(String(line)) { settings.append(setting) }
            } catch {
                throw EnvironmentFileError(file: file, line: index + 1, fault: error)
            }
        }
        self.settings = settings
    }

    private static func setting(_ line: String) throws(EnvironmentFileError.Fault) -> VariableSetting? {
        var rest = line.trimmed
        guard !rest.isEmpty, rest.first != "#" else { return nil }
        if rest.hasPrefix("export ") { rest = rest.dropFirst("export ".count).trimmed }
        guard let equals = rest.firstIndex(of: "=") else { throw .noEqualsSign }
        let name = rest[..<equals].trimmed
        guard name.contains(/^[A-Za-z_][A-Za-z0-9_]*$/) else { throw .badName(String(name)) }
        return VariableSetting(name: String(name), value: try value(rest[rest.index(after: equals)...].trimmed))
    }

    private static func value(_ text: Substring) throws(EnvironmentFileError.Fault) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            guard text.first != "#" else { return "" }
            return String((text.firstRange(of: /\s#/).map { text[..<$0.lowerBound] } ?? text).trimmed)
        }
        var value = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            switch character {
            case quote:
                let tail = rest.trimmed
                guard tail.isEmpty || tail.first == "#" else { throw .textAfterQuote }
                return value
            case "\\" where quote == "\"":
                guard let escaped = rest.popFirst() else { throw .openQuote }
                value += unescaped(escaped)
            default: value.append(character)
            }
        }
        throw .openQuote
    }

    private static func unescaped(_ character: Character) -> String {
        switch character {
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        case "\"", "\\", "$": String(character)
        default: "\\\(character)"
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text without white space at both ends.
    fileprivate var trimmed: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

/// A file of environment variables that cannot be read.
struct EnvironmentFileError: DiagnosedError, Hashable {
    /// What is wrong with the line.
    enum Fault: Error, Hashable {
        case notUTF8
        case noEqualsSign
        case badName(String)
        case openQuote
        case textAfterQuote
    }

    var file: String
    /// Counted from 1.
    var line: Int
    var fault: Fault

    var diagnostics: [Diagnostic] {
        let what =
            switch fault {
            case .notUTF8: "the file is not UTF-8 text"
            case .noEqualsSign: "no '=' between a name and a value"
            case .badName(let name): "'\(printable(name))' cannot be the name of an environment variable"
            case .openQuote: "the quote is not closed on its line"
            case .textAfterQuote: "something follows the closing quote"
            }
        return [
            .error(
                "usage.environment-file", "\(printable(file)), line \(line): \(what)",
                hints: ["write NAME=VALUE lines, with # before comments, and \\n in double quotes for a line break"])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}
