/// A bucket for archives, each named by its digest.
package struct ArtifactStore: Sendable, Hashable {
    /// The prefix if none is given.
    package static let defaultPrefix = "functions"
    /// The part of a bucket's name that stands for the functions' region.
    package static let regionPlaceholder = "{region}"

    /// The bucket's name; may contain the placeholder for the region.
    package var bucket: String
    /// The beginning of every key, without a slash at its end.
    package var prefix: String

    /// Creates a store.
    package init(bucket: String, prefix: String = ArtifactStore.defaultPrefix) {
        self.bucket = bucket
        self.prefix = prefix
    }

    /// Whether each region has its own bucket.
    package var isRegional: Bool { bucket.contains(Self.regionPlaceholder) }

    /// The name of a region's bucket.
    package func bucket(in region: Region) -> String {
        bucket.replacing(Self.regionPlaceholder, with: region.name)
    }

    /// The key of a function's archive; the same bytes always have the same key.
    ///
    /// - Parameter sha256: the archive's digest, in hexadecimal.
    package func key(function: String, sha256: String) -> String { "\(prefix)/\(function)/\(sha256).zip" }
}

extension ArtifactStore {
    /// Why S3 refuses a bucket name, if it does.
    ///
    /// Source: S3 user guide, "General purpose bucket naming rules".
    package static func fault(ofBucket name: String) -> String? {
        let longest = Region.all.map(\.name).max { $0.utf8.count < $1.utf8.count } ?? ""
        let name = name.replacing(regionPlaceholder, with: longest)
        guard (3...63).contains(name.utf8.count) else { return "A bucket's name has 3 to 63 characters." }
        guard name.utf8.allSatisfy({ isLowerAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
        else { return "A bucket's name has lowercase letters, digits, dots and hyphens only." }
        guard let first = name.utf8.first, let last = name.utf8.last, isLowerAlphanumeric(first),
            isLowerAlphanumeric(last)
        else { return "A bucket's name begins and ends with a lowercase letter or a digit." }
        if name.contains("..") { return "A bucket's name does not have two dots in a row." }
        let labels = name.split(separator: ".")
        if labels.count == 4, labels.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) {
            return "A bucket's name is not formatted like an IP address."
        }
        if let prefix = reservedPrefixes.first(where: name.hasPrefix) { return "S3 reserves the prefix '\(prefix)'." }
        if let suffix = reservedSuffixes.first(where: name.hasSuffix) { return "S3 reserves the suffix '\(suffix)'." }
        return nil
    }

    /// Why a text cannot be the prefix of keys, if it cannot.
    package static func fault(ofPrefix prefix: String) -> String? {
        let parts = prefix.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains("") { return "A prefix neither begins nor ends with '/', nor has two in a row." }
        // Keys with such parts reach S3 under other names from some clients.
        if parts.contains(where: { $0 == "." || $0 == ".." }) { return "'.' and '..' cannot be parts of a prefix." }
        // These need no escaping in URLs, shells and IAM policies.
        guard prefix.utf8.allSatisfy({ isLetterOrDigit($0) || "-_.=/".utf8.contains($0) }) else {
            return "A prefix has letters, digits and -_.=/ only."
        }
        guard prefix.utf8.count <= longestPrefix else { return "A prefix has at most \(longestPrefix) characters." }
        return nil
    }

    /// A key has at most 1,024 bytes; a function's name, a digest, and `.zip` follow.
    package static let longestPrefix = 1_024 - 1 - 64 - 1 - 64 - 4

    private static let reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"]
    private static let reservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
