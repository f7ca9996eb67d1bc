import Checksums
import Testing

/// SHA-256.
@Suite
struct SHA256Tests {
    /// From FIPS 180-4's examples.
    static let known = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    /// SHA-256 has the standard's values.
    @Test(arguments: known)
    func values(text: String, digest: String) {
        #expect(SHA256.hexadecimal(of: text.utf8) == digest)
    }

    /// SHA-256 does not depend on how the bytes are divided.
    @Test func parts() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var digest = SHA256()
        for start in stride(from: 0, to: bytes.count, by: 77) { digest.update(bytes[start...].prefix(77)) }
        #expect(digest.finalize() == SHA256.hash(bytes))
        #expect(digest.finalize() == SHA256.hash(AnySequence(bytes)), "finalizing changes nothing")
    }
}
