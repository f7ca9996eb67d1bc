import LibC

extension ELFFile {
    /// A NUL-terminated text in a program.
    package struct Text: Sendable, Hashable {
        /// Its offset in the file.
        package var offset: Int
        /// Its bytes as UTF-8, without the NUL.
        package var text: String
    }

    /// The texts of the loaded segments with a given prefix.
    ///
    /// - Parameters:
    ///   - prefix: the prefix; a text begins after a NUL.
    ///   - longest: the length in bytes at which longer texts are cut.
    package func texts(startingWith prefix: String, longest: Int = 4_096) throws(ELFError) -> [Text] {
        try occurrences(of: [0] + Array(prefix.utf8), skipping: 1, longest: longest)
    }

    /// The first text of the loaded segments that contains some words, from those words to its end.
    package func text(from words: String, longest: Int = 4_096) throws(ELFError) -> String? {
        try occurrences(of: Array(words.utf8), skipping: 0, longest: longest, most: 1).first?.text
    }

    private func occurrences(
        of needle: [UInt8], skipping skipped: Int, longest: Int, most: Int = 10_000
    ) throws(ELFError) -> [Text] {
        var found: [Text] = []
        for segment in segments where segment.kind == .load && segment.fileSize > 0 {
            try segment.contents(in: file, part: "a loaded segment").withBytes { bytes in
                var start = 0
                while found.count < most, let place = bytes.firstPlace(of: needle, from: start) {
                    let text = bytes[(place + skipped)...].prefix(longest).prefix { $0 != 0 }
                    found.append(
                        Text(
                            offset: Int(segment.offset) + place + skipped,
                            text: String(decoding: text, as: UTF8.self)))
                    start = place + skipped + text.count
                }
            }
        }
        return found
    }
}

extension UnsafeRawBufferPointer {
    /// The first occurrence of some bytes, from a position on.
    fileprivate func firstPlace(of needle: [UInt8], from start: Int) -> Int? {
        // Zero is the most common byte of a binary, so the search looks for the first other one.
        guard let base = baseAddress, let anchor = needle.firstIndex(where: { $0 != 0 }) else { return nil }
        var place = start
        while place <= count - needle.count {
            guard let match = memchr(base + place + anchor, CInt(needle[anchor]), count - place - anchor) else {
                return nil
            }
            place = UnsafeRawPointer(match) - base - anchor
            guard place <= count - needle.count else { return nil }
            if memcmp(base + place, needle, needle.count) == 0 { return place }
            place += 1
        }
        return nil
    }
}
