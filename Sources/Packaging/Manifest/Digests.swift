import Checksums
import Host
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// SHA-256 as written in the manifest.
enum Digests {
    static func base64(_ digest: [UInt8]) -> String {
        Data(digest).base64EncodedString()
    }

    /// - Parameter onPart: receives the bytes as they are read.
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
