extension StringProtocol {
    /// The number of terminal columns that the text takes.
    ///
    /// An estimate, because terminals differ: combining marks take none, East Asian wide characters and emoji two.
    package var displayWidth: Int {
        utf8.allSatisfy { 0x20...0x7E ~= $0 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
    }

    /// The text, or, if it is too wide, its beginning and end with a mark between them.
    package func truncated(toWidth width: Int, mark: String = "…") -> String {
        guard displayWidth > width else { return String(self) }
        let room = width - mark.displayWidth
        guard room > 0 else { return String(mark.prefix(Swift.max(width, 0))) }
        let end = suffix(ofWidth: room / 2)
        return prefix(ofWidth: room - end.displayWidth) + mark + end
    }

    /// The text, or, if it is too wide, its end after a mark, as suits a path.
    package func truncatedAtFront(toWidth width: Int, mark: String = "…") -> String {
        guard displayWidth > width else { return String(self) }
        let room = width - mark.displayWidth
        return room > 0 ? mark + suffix(ofWidth: room) : String(mark.prefix(Swift.max(width, 0)))
    }

    private func prefix(ofWidth width: Int) -> String {
        var used = 0
        return String(
            prefix { character in
                used += character.displayWidth
                return used <= width
            })
    }

    private func suffix(ofWidth width: Int) -> String {
        var used = 0
        let start = reversed().prefix { character in
            used += character.displayWidth
            return used <= width
        }
        return String(start.reversed())
    }
}

extension Character {
    /// The number of terminal columns that the character takes.
    var displayWidth: Int {
        let isEmoji = unicodeScalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" }
        return isEmoji ? 2 : unicodeScalars.lazy.map(\.displayWidth).max() ?? 0
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        switch value {
        // The blocks whose East_Asian_Width is (almost) entirely W or F (Unicode 16, EastAsianWidth.txt).
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
