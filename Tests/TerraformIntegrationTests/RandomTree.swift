import HCL

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Makes syntax trees and strings of every kind.
struct RandomTree {
    var generator: SeededGenerator

    private static let pieces = [
        "${", "%{", "$", "%", "{", "}", "\"", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{2028}",
        "\u{202E}", "\u{FEFF}", "~", "#", "//", "/*", "<<EOT", "=", " ", "  ", "a", "Orders", "var.x", "é", "e\u{301}",
        "ß", "東京", "क्षि", "각", "\u{1100}\u{1161}\u{11A8}", "👩‍👩‍👧", "👍🏽", "🇩🇪", "🇩", "עברית", "กำ", "\u{200D}",
        "\u{300}", "\u{FE0F}", "\u{10FFFD}", "\u{E000}", "\u{FFFD}",
    ]

    mutating func text(longest: Int = 6) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...longest, using: &generator) {
            if Int.random(in: 0..<4, using: &generator) > 0 {
                text += Self.pieces.randomElement(using: &generator) ?? ""
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    mutating func identifier() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let length = Int.random(in: 1...12, using: &generator)
        return String((0..<length).map { _ in letters.randomElement(using: &generator) ?? "a" }) + "_1"
    }

    mutating func expression(depth: Int) -> Expression {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 5), using: &generator) {
        case 0: return .string(text())
        case 1: return .number(Int.random(in: -1_000...1_000, using: &generator))
        case 2: return .bool(Bool.random(using: &generator))
        case 3: return .null
        case 4: return .traversal([identifier(), identifier(), Bool.random(using: &generator) ? "a b" : "c"])
        case 5: return .list(expressions(depth: depth - 1))
        case 6: return .object(items(depth: depth - 1))
        case 7: return .call(identifier(), expressions(depth: depth - 1))
        case 8: return .index(expression(depth: depth - 1), expression(depth: depth - 1))
        default:
            return .template([
                .literal(text()), .interpolation(expression(depth: depth - 1)), .literal(text()),
            ])
        }
    }

    private mutating func expressions(depth: Int) -> [Expression] {
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in expression(depth: depth) }
    }

    private mutating func items(depth: Int) -> [ObjectItem] {
        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            ObjectItem(Bool.random(using: &generator) ? identifier() : text(longest: 3), expression(depth: depth))
        }
    }

    mutating func block(depth: Int) -> Block {
        var arguments: [Argument] = []
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let comment = Int.random(in: 0..<6, using: &generator) == 0 ? [text(), "two"] : []
            let last = Int.random(in: 0..<8, using: &generator) == 0
            arguments.append(
                Argument(
                    identifier() + String(arguments.count), expression(depth: 3), comment: comment,
                    position: last ? .afterBlocks : .beforeBlocks))
        }
        var blocks: [Block] = []
        for _ in 0..<(depth > 0 ? Int.random(in: 0...2, using: &generator) : 0) {
            blocks.append(block(depth: depth - 1))
        }
        let comment = Bool.random(using: &generator) ? [text()] : []
        return Block(identifier(), identifier(), comment: comment) {
            arguments
            blocks
        }
    }
}
