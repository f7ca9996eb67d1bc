import Terraform

/// What the description of a version on Lambda says of its release: the commit, and the digest of its archive.
///
/// `commit:<40 digits> sha256:<64 digits>`, with `+dirty` after a commit that the sources differ from. The artifact list
/// has this text, and Terraform puts it after the function's own description, which the version then gets.
package struct VersionDescription: Sendable, Hashable {
    /// The archive's SHA-256 in hexadecimal.
    package var digest: String
    /// The commit; `nil` without git.
    package var commit: String?
    /// Whether the sources differ from the commit.
    package var isDirty: Bool

    private static let digestMark = "sha256:"
    private static let commitMark = "commit:"
    private static let dirtyMark = "+dirty"

    /// Creates a description.
    package init(digest: String, commit: String?, isDirty: Bool = false) {
        self.digest = digest
        self.commit = commit
        self.isDirty = isDirty
    }

    /// Reads the description of a version; `nil` if it does not have a digest.
    ///
    /// Other words, such as those of the function's own description, may stand before and after.
    package init?(_ text: String) {
        var digest: String?
        var commit: (digits: String, isDirty: Bool)?
        for word in text.split(separator: " ") {
            digest = digest ?? Self.digest(in: word)
            commit = commit ?? Self.commit(in: word)
        }
        guard let digest else { return nil }
        self.init(digest: digest, commit: commit?.digits, isDirty: commit?.isDirty ?? false)
    }

    /// A description without what it says of a release.
    package static func ownWords(of text: String) -> String {
        text.split(separator: " ").filter {
            digest(in: $0) == nil && commit(in: $0) == nil
        }.joined(separator: " ")
    }

    /// The commit for people, such as `92255fc64+dirty`.
    package var commitText: String? { commit.map { $0.prefix(9) + (isDirty ? Self.dirtyMark : "") } }

    /// The text, after as much of the function's own description as there is room for.
    package func text(of function: String? = nil) -> String {
        var words: [String] = []
        if let function, !function.isEmpty { words.append(ArtifactList.Entry.shortened(description: function)) }
        if let commit { words.append(Self.commitMark + commit + (isDirty ? Self.dirtyMark : "")) }
        words.append(Self.digestMark + digest)
        return words.joined(separator: " ")
    }

    private static func digest(in word: Substring) -> String? {
        guard word.hasPrefix(digestMark) else { return nil }
        let digits = word.dropFirst(digestMark.count)
        return digits.utf8.count == 64 && isHexadecimal(digits) ? String(digits) : nil
    }

    private static func commit(in word: Substring) -> (digits: String, isDirty: Bool)? {
        guard word.hasPrefix(commitMark) else { return nil }
        let isDirty = word.hasSuffix(dirtyMark)
        let digits = word.dropFirst(commitMark.count).dropLast(isDirty ? dirtyMark.count : 0)
        // Git names commits by SHA-1 or SHA-256.
        return (7...64).contains(digits.utf8.count) && isHexadecimal(digits) ? (String(digits), isDirty) : nil
    }

    private static func isHexadecimal(_ digits: Substring) -> Bool {
        digits.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }
}
