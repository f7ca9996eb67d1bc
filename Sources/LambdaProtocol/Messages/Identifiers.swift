/// Identifiers in the formats of Lambda and X-Ray.
package enum Identifiers {
    /// A request identifier: a version 4 UUID (RFC 9562) in lower case.
    package static func requestID(using random: inout some RandomNumberGenerator) -> String {
        var bytes = randomBytes(16, using: &random)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return parts.map { hexadecimal(bytes[$0]) }.joined(separator: "-")
    }

    /// An unsampled trace in the form of `X-Amzn-Trace-Id`; its first part is the time.
    package static func traceID(epochSeconds: Int64, using random: inout some RandomNumberGenerator) -> String {
        let time = (0..<4).map { UInt8(truncatingIfNeeded: epochSeconds >> (24 - 8 * $0)) }
        let bytes = randomBytes(20, using: &random)
        return "Root=1-\(hexadecimal(time))-\(hexadecimal(bytes[..<12]));Parent=\(hexadecimal(bytes[12..<20]))"
            + ";Sampled=0"
    }

    /// Asks for eight bytes at a time, because each request is a system call.
    private static func randomBytes(_ count: Int, using random: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
