/// Identifiers in the forms that Lambda and X-Ray give them.
public enum Identifiers {
    /// A request's identifier: a version 4 UUID (RFC 9562) in lower case.
    public static func requestID(using random: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(hexadecimal(bytes))
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return parts.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// A trace that is not sampled, as `X-Amzn-Trace-Id` names it; its first part is the time.
    public static func traceID(epochSeconds: Int64, using random: inout some RandomNumberGenerator) -> String {
        let time = (0..<4).map { UInt8(truncatingIfNeeded: epochSeconds >> (24 - 8 * $0)) }
        let root = (0..<12).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let parent = (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return "Root=1-\(hexadecimal(time))-\(hexadecimal(root));Parent=\(hexadecimal(parent));Sampled=0"
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits: [Character] = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
