/// An event that is a JSON object with text and whole numbers.
public struct Event {
    private enum Value {
        case text(String)
        case number(Int)
    }

    private var values: [String: Value] = [:]

    /// Reads an event; after anything else, only what came before counts.
    public init(_ json: [UInt8]) {
        var scanner = Scanner(Array(String(decoding: json, as: UTF8.self).unicodeScalars))
        guard scanner.skip("{") else { return }
        while let key = scanner.text(), scanner.skip(":") {
            if let text = scanner.text() {
                values[key] = .text(text)
            } else if let number = scanner.number() {
                values[key] = .number(number)
            } else {
                return
            }
            guard scanner.skip(",") else { return }
        }
    }

    /// The text with a given name.
    public func text(_ name: String) -> String? {
        guard case .text(let text) = values[name] else { return nil }
        return text
    }

    /// The number with a given name.
    public func number(_ name: String) -> Int? {
        guard case .number(let number) = values[name] else { return nil }
        return number
    }
}

private struct Scanner {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private mutating func skipSpace() {
        while position < scalars.count, " \t\r\n".unicodeScalars.contains(scalars[position]) { position += 1 }
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < scalars.count, scalars[position] == scalar else { return false }
        position += 1
        return true
    }

    mutating func number() -> Int? {
        skipSpace()
        let digits = scalars[position...].prefix { "-0123456789".unicodeScalars.contains($0) }
        position += digits.count
        return Int(String(String.UnicodeScalarView(digits)))
    }

    /// A text without escapes beyond `\"` and `\\`.
    mutating func text() -> String? {
        guard skip("\"") else { return nil }
        var text = String.UnicodeScalarView()
        while position < scalars.count {
            var scalar = scalars[position]
            position += 1
            if scalar == "\"" { return String(text) }
            if scalar == "\\", position < scalars.count {
                scalar = scalars[position]
                position += 1
            }
            text.append(scalar)
        }
        return nil
    }
}
