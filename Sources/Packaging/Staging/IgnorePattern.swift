/// One pattern in the syntax of gitignore(5).
///
/// A pattern with a slash before its end matches the whole path, other patterns match the last component. Bytes
/// are compared, as git does. The time is linear in the path for each `*`.
struct IgnorePattern: Sendable, Hashable {
    /// A piece of a pattern between slashes.
    private enum Piece: Sendable, Hashable {
        /// `**`: any number of components.
        case anyDepth
        case glob(Glob)
    }

    /// Whether it includes the matches again.
    let isNegated: Bool
    /// Whether it matches directories only.
    let isForDirectories: Bool
    private let pieces: [Piece]

    /// Reads a line; `nil` for an empty one, a comment, and a pattern that never matches.
    init?(_ line: String) {
        var bytes = Self.withoutTrailingSpaces(Array(line.utf8))[...]
        guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
        isNegated = first == UInt8(ascii: "!")
        if isNegated { bytes = bytes.dropFirst() }
        isForDirectories = bytes.last == UInt8(ascii: "/")
        if isForDirectories { bytes = bytes.dropLast() }
        let isAnchored = bytes.contains(UInt8(ascii: "/"))
        if bytes.first == UInt8(ascii: "/") { bytes = bytes.dropFirst() }
        guard !bytes.isEmpty else { return nil }

        var pieces: [Piece] = isAnchored ? [] : [.anyDepth]
        for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.elementsEqual("**".utf8) {
                if pieces.last != .anyDepth { pieces.append(.anyDepth) }
            } else {
                guard let glob = Glob(part) else { return nil }
                pieces.append(.glob(glob))
            }
        }
        // `a/**` matches the content of `a`, not `a` itself.
        if pieces.last == .anyDepth, let anything = Glob("*".utf8) { pieces.append(.glob(anything)) }
        self.pieces = pieces
    }

    /// Whether it matches a path.
    ///
    /// - Parameter path: the components of a path relative to the patterns.
    func matches(_ path: [[UInt8]], isDirectory: Bool) -> Bool {
        guard isDirectory || !isForDirectories else { return false }
        var piece = 0
        var component = 0
        var retry: (piece: Int, component: Int)?
        while component < path.count {
            if piece < pieces.count, case .anyDepth = pieces[piece] {
                piece += 1
                retry = (piece, component)
            } else if piece < pieces.count, case .glob(let glob) = pieces[piece], glob.matches(path[component]) {
                piece += 1
                component += 1
            } else if let last = retry {
                retry = (last.piece, last.component + 1)
                piece = last.piece
                component = last.component + 1
            } else {
                return false
            }
        }
        return piece == pieces.count
    }

    private static func withoutTrailingSpaces(_ line: [UInt8]) -> [UInt8] {
        var line = line
        while line.last == UInt8(ascii: " ") {
            let backslashes = line.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            guard backslashes.isMultiple(of: 2) else { break }
            line.removeLast()
        }
        return line
    }
}

/// A pattern for one component of a path: `*`, `?`, `[…]` and literal characters.
private struct Glob: Sendable, Hashable {
    private enum Token: Sendable, Hashable {
        case byte(UInt8)
        case anyByte
        case anyBytes
        case oneOf([ClosedRange<UInt8>], isNegated: Bool)
    }

    private var tokens: [Token] = []

    /// - Returns: `nil` for a pattern that matches nothing, such as one with an unclosed bracket.
    init?(_ pattern: some Sequence<UInt8>) {
        var rest = Array(pattern)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                if tokens.last != .anyBytes { tokens.append(.anyBytes) }
            case UInt8(ascii: "?"): tokens.append(.anyByte)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                tokens.append(.byte(escaped))
            case UInt8(ascii: "["):
                guard let set = Self.set(&rest) else { return nil }
                tokens.append(set)
            default: tokens.append(.byte(byte))
            }
        }
    }

    private static let classes: [String: [ClosedRange<UInt8>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A],
        "blank": [9...9, 32...32],
        "cntrl": [0...31, 127...127], "digit": [0x30...0x39], "graph": [33...126], "lower": [0x61...0x7A],
        "print": [32...126], "punct": [33...47, 58...64, 91...96, 123...126], "space": [9...13, 32...32],
        "upper": [0x41...0x5A], "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]

    private static func set(_ rest: inout ArraySlice<UInt8>) -> Token? {
        let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<UInt8>] = []
        var isFirst = true
        while var byte = rest.popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst { return .oneOf(ranges, isNegated: isNegated) }
            isFirst = false
            if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":"),
                let end = rest.firstIndex(of: UInt8(ascii: "]")),
                end > rest.startIndex + 1, rest[end - 1] == UInt8(ascii: ":")
            {
                let name = String(decoding: rest[(rest.startIndex + 1)..<(end - 1)], as: UTF8.self)
                guard let known = classes[name] else { return nil }
                ranges += known
                rest = rest[(end + 1)...]
                continue
            }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.popFirst() else { return nil }
                byte = escaped
            }
            if rest.first == UInt8(ascii: "-"), let next = rest.dropFirst().first, next != UInt8(ascii: "]") {
                rest.removeFirst(2)
                var upper = next
                if upper == UInt8(ascii: "\\") {
                    guard let escaped = rest.popFirst() else { return nil }
                    upper = escaped
                }
                if byte <= upper { ranges.append(byte...upper) }
            } else {
                ranges.append(byte...byte)
            }
        }
        return nil
    }

    func matches(_ name: [UInt8]) -> Bool {
        var token = 0
        var index = 0
        var retry: (token: Int, index: Int)?
        while index < name.count {
            if token < tokens.count, tokens[token] == .anyBytes {
                token += 1
                retry = (token, index)
            } else if token < tokens.count, Self.matches(tokens[token], name[index]) {
                token += 1
                index += 1
            } else if let last = retry {
                retry = (last.token, last.index + 1)
                token = last.token
                index = last.index + 1
            } else {
                return false
            }
        }
        while token < tokens.count, tokens[token] == .anyBytes { token += 1 }
        return token == tokens.count
    }

    private static func matches(_ token: Token, _ byte: UInt8) -> Bool {
        switch token {
        case .byte(let own): own == byte
        case .anyByte: true
        case .anyBytes: false
        case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
        }
    }
}
