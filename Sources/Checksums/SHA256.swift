internal import CNettle
import Model

/// An incremental SHA-256 digest, computed by nettle, which libarchive needs anyway.
package struct SHA256: Sendable {
    private var context = sha256_ctx()

    /// Creates an empty digest.
    package init() {
        nettle_sha256_init(&context)
    }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        nettle_sha256_update(&context, bytes.count, start.assumingMemoryBound(to: UInt8.self))
    }

    /// Adds bytes.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// The digest of all bytes so far: 32 bytes.
    package func finalize() -> [UInt8] {
        var context = context
        return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_SIZE)) { digest, count in
            nettle_sha256_digest(&context, Int(SHA256_DIGEST_SIZE), digest.baseAddress)
            count = Int(SHA256_DIGEST_SIZE)
        }
    }

    /// The digest of some bytes.
    package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var digest = SHA256()
        digest.update(bytes)
        return digest.finalize()
    }

    /// The digest of some bytes in hexadecimal.
    package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
        Hexadecimal.text(hash(bytes))
    }
}
