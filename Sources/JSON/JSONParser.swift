/// Reads JSON strictly and without loss.
///
/// Foundation's decoder accepts `[1,]`, `01`, line breaks within strings and invalid UTF-8, which Lambda and its
/// clients all refuse. Events and answers are passed on, so numbers must stay as they were written.
struct JSONParser {
    /// Nobody sends an event that is nested this deeply, and reading it must not exhaust the stack.
    private static let deepest = 512

    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parseText() throws(JSONFault) -> JSONValue {
        skipSpace()
        let value = try parseValue()
        skipSpace()
        guard offset == bytes.count else { throw fault("the end") }
        return value
    }

    private mutating func parseValue() throws(JSONFault) -> JSONValue {
        switch peek {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: return .number(try parseNumber())
        }
    }

    private mutating func parseObject() throws(JSONFault) -> JSONValue {
        try descend()
        var members: [JSONValue.Member] = []
        skipSpace()
        if !take("}") {
            repeat {
                skipSpace()
                guard peek == UInt8(ascii: "\"") else { throw fault("a member's name") }
                let name = try parseString()
                skipSpace()
                guard take(":") else { throw fault("a colon") }
                skipSpace()
                members.append(JSONValue.Member(name, try parseValue()))
                skipSpace()
            } while take(",")
            guard take("}") else { throw fault("a comma or the object's end") }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func parseArray() throws(JSONFault) -> JSONValue {
        try descend()
        var elements: [JSONValue] = []
        skipSpace()
        if !take("]") {
            repeat {
                skipSpace()
                elements.append(try parseValue())
                skipSpace()
            } while take(",")
            guard take("]") else { throw fault("a comma or the array's end") }
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func descend() throws(JSONFault) {
        depth += 1
        guard depth <= Self.deepest else { throw fault("less nesting") }
        offset += 1
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[offset...].starts(with: $0) }
        guard matches else { throw fault("a value") }
        offset += word.utf8CodeUnitCount
        return value
    }

    private mutating func parseNumber() throws(JSONFault) -> String {
        let start = offset
        guard let first = peek, first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { throw fault("a value") }
        _ = take("-")
        if !take("0") { try skipDigits() }
        if take(".") { try skipDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try skipDigits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func skipDigits() throws(JSONFault) {
        let start = offset
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        guard offset > start else { throw fault("a digit") }
    }

    private var peek: UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private func fault(_ expected: String) -> JSONFault {
        JSONFault(offset: offset, expected: expected)
    }
}

extension JSONParser {
    private mutating func parseString() throws(JSONFault) -> String {
        offset += 1
        let start = offset
        // Most strings have no escapes and are copied as they are.
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { offset += 1 }
        guard peek == UInt8(ascii: "\\") else {
            let text = String(validating: bytes[start..<offset], as: UTF8.self)
            guard take("\"") else { throw fault("the string's end") }
            guard let text else { throw fault("UTF-8") }
            return text
        }
        return try parseEscapedString(from: start)
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONFault) -> String {
        var content = Array(bytes[start..<offset])
        while let byte = peek, byte >= 0x20 {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw fault("UTF-8") }
                return text
            case UInt8(ascii: "\\"): content.append(contentsOf: try parseEscape())
            default: content.append(byte)
            }
        }
        throw fault("the string's end")
    }

    private mutating func parseEscape() throws(JSONFault) -> [UInt8] {
        guard let byte = peek else { throw fault("an escape") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try parseScalar())).utf8)
        default: throw fault("an escape")
        }
    }

    /// The grammar allows half a surrogate pair, which means nothing; it is read as U+FFFD.
    private mutating func parseScalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try parseUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let beforeSecond = offset
        guard first < 0xDC00, take("\\"), take("u") else {
            offset = beforeSecond
            return "\u{FFFD}"
        }
        let second = try parseUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            offset = beforeSecond
            return "\u{FFFD}"
        }
        return scalar
    }

    private mutating func parseUnit() throws(JSONFault) -> UInt32 {
        guard offset + 4 <= bytes.count,
            bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits") }
        offset += 4
        return unit
    }
}
