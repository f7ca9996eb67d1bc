import LocalLambda
import Testing

@Suite
struct IdentifiersTests {
    /// Numbers that count up, so that every byte of an identifier can be told.
    private struct Counter: RandomNumberGenerator {
        var byte: UInt8 = 0

        mutating func next() -> UInt64 {
            var value: UInt64 = 0
            withUnsafeMutableBytes(of: &value) { bytes in
                for index in bytes.indices {
                    bytes[index] = byte
                    byte &+= 1
                }
            }
            return value
        }
    }

    @Test func aRequestHasAVersion4UUID() {
        var counter = Counter(byte: 0xF0)
        #expect(Identifiers.requestID(using: &counter) == "f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff")
    }

    @Test func aTraceBeginsWithTheTime() {
        var counter = Counter()
        #expect(
            Identifiers.traceID(epochSeconds: 0x6B05_881B, using: &counter)
                == "Root=1-6b05881b-000102030405060708090a0b;Parent=0c0d0e0f10111213;Sampled=0")
    }

    @Test func twoAreNeverTheSame() {
        var random = SystemRandomNumberGenerator()
        let many = (0..<1_000).map { _ in Identifiers.requestID(using: &random) }
        #expect(Set(many).count == many.count)
    }
}
