/// Decodes `%` escapes (RFC 3986, section 2.1); anything else stays as it is.
///
/// - Parameter plusIsSpace: as in the queries of forms.
func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    var decoded: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2,
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
            rest.first != UInt8(ascii: "+")
        {
            decoded.append(value)
            rest = rest.dropFirst(2)
        } else {
            decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: decoded, as: UTF8.self)
}
