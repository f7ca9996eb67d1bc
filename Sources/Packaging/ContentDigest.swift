import Checksums
import Host
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// SHA-256 as the manifest writes it.
enum Digests {
    static func base64(_ digest: [UInt8]) -> String {
        Data(digest).base64EncodedString()
    }

    /// - Parameter onPart: sees the bytes as they pass.
    static func sha256(
        ofFile path: FilePath, files: any FileSystem, onPart: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> String {
        var hasher = SHA256()
        try files.readParts(of: path) { part in
            hasher.update(part)
            try onPart(part)
        }
        return Hexadecimal.text(hasher.finalize())
    }
}

/// A digest of what an archive holds that stays the same whatever compressed it.
///
/// It is the SHA-256 of one line for each entry, in the order of the archive: `<mode> <sha256>  <path>`, each ended by a
/// newline, where the mode is octal and the hash is that of the file's bytes or of the link's target.
enum ContentDigest {
    static func of(_ entries: [Manifest.Entry]) -> String {
        SHA256.hexadecimal(of: entries.map { "\($0.mode) \($0.sha256)  \($0.path)\n" }.joined().utf8)
    }
}
