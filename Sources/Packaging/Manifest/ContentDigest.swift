import Checksums

/// A digest of an archive's content that does not depend on compression.
///
/// It is the SHA-256 of one line for each entry, in the order of the archive: `<mode> <sha256>  <path>`, each followed
/// by a newline, where the mode is octal and the hash is that of the file's bytes or of the link's target.
enum ContentDigest {
    static func of(_ entries: [Manifest.Entry]) -> String {
        SHA256.hexadecimal(of: entries.map { "\($0.mode) \($0.sha256)  \($0.path)\n" }.joined().utf8)
    }
}
