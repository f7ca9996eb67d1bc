/// A package to download.
struct DebianPackage: Sendable, Hashable {
    /// The package's name.
    var name: String
    /// Its Debian version, without the epoch.
    var version: String
    /// The name of the downloaded file.
    var file: String
    /// The size of the file in bytes.
    var size: Int64
    /// The digest that apt checks, such as `SHA256:…`.
    var digest: String

    /// Reads a line that `apt-get --print-uris` prints: `'uri' file size digest`.
    init?(line: String) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, words[0].hasPrefix("'"), let size = Int64(words[2]) else { return nil }
        let parts = words[1].split(separator: "_").map(String.init)
        guard parts.count == 3 else { return nil }
        name = parts[0]
        // A colon of the epoch is written `%3a`.
        version = parts[1].firstRange(of: "%3a").map { String(parts[1][$0.upperBound...]) } ?? parts[1]
        file = words[1]
        self.size = size
        digest = words[3]
    }

    /// The upstream version, without Debian's revision.
    var upstreamVersion: String { String(version.prefix { $0 != "-" && $0 != "+" && $0 != "~" }) }
}
