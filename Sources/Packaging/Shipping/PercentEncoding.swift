/// Percent-encodes parts of URLs.
enum PercentEncoding {
    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    /// Encodes every byte that is neither unreserved (RFC 3986) nor in `others`.
    static func encoded(_ text: String, keeping others: String = "") -> String {
        let others = Set(others.utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if unreserved.contains(byte) || others.contains(byte) {
                encoded.append(byte)
            } else {
                encoded += "%".utf8
                encoded += Array(String(byte, radix: 16, uppercase: true).utf8).padded
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Two digits.
    fileprivate var padded: [UInt8] { count < 2 ? [UInt8(ascii: "0")] + self : self }
}
