import Model

/// Identifiers in the formats of Lambda and X-Ray.
package enum Identifiers {
    /// A request identifier: a version 4 UUID (RFC 9562) in lower case.
    package static func requestID(using random: inout some RandomNumberGenerator) -> String {
        var bytes = randomBytes(16, using: &random)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
        return parts.map { Hexadecimal.text(bytes[$0]) }.joined(separator: "-")
    }

    /// An unsampled trace in the form of `X-Amzn-Trace-Id`; its first part is the time.
    package static func traceID(epochSeconds: Int64, using random: inout some RandomNumberGenerator) -> String {
        let time = (0..<4).map { UInt8(truncatingIfNeeded: epochSeconds >> (24 - 8 * $0)) }
        let bytes = randomBytes(20, using: &random)
        return
            "Root=1-\(Hexadecimal.text(time))-\(Hexadecimal.text(bytes[..<12]));Parent=\(Hexadecimal.text(bytes[12..<20]))"
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
}
