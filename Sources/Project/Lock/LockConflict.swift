import Model

/// A merge conflict that git left in the lock.
struct LockConflict {
    /// The line of the first marker, starting at 1.
    let line: Int
    /// The text of each side; lines of the other are empty, so that the numbers of lines stay.
    let sides: (ours: [UInt8], theirs: [UInt8])

    private enum Part {
        case both, ours, base, theirs
    }

    /// Finds the conflict in a file; `nil` if there is none.
    init?(_ bytes: [UInt8]) {
        var first: Int?
        var part = Part.both
        var ours: [ArraySlice<UInt8>] = []
        var theirs: [ArraySlice<UInt8>] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var kept = line
            if let next = Self.part(after: line) {
                first = first ?? index + 1
                part = next
                kept = []
            }
            ours.append(part == .both || part == .ours ? kept : [])
            theirs.append(part == .both || part == .theirs ? kept : [])
        }
        guard let first else { return nil }
        self.line = first
        sides = (Array(ours.joined(separator: [0x0A])), Array(theirs.joined(separator: [0x0A])))
    }

    private static func part(after line: ArraySlice<UInt8>) -> Part? {
        guard let mark = line.first, line.prefix(7).count == 7, line.prefix(7).allSatisfy({ $0 == mark }),
            line.dropFirst(7).first.map({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) ?? true
        else { return nil }
        return switch mark {
        case UInt8(ascii: "<"): .ours
        case UInt8(ascii: "|"): .base
        case UInt8(ascii: "="): .theirs
        case UInt8(ascii: ">"): .both
        default: nil
        }
    }
}

extension LockFile {
    /// This lock with the entries of another.
    ///
    /// Where both have different layers, the newer one counts; different images and SDKs are left out, and the next
    /// build records them.
    func merged(with other: LockFile) -> LockFile {
        var merged = self
        merged.layers.merge(other.layers) { own, other in
            guard let ownVersion = DottedVersion(own.version), let version = DottedVersion(other.version) else {
                return own
            }
            return ownVersion < version ? other : own
        }
        for (image, digest) in other.images {
            merged.images[image] = images[image].map { $0 == digest ? digest : nil } ?? digest
        }
        for (name, sdk) in other.sdks {
            merged.sdks[name] = sdks[name].map { $0 == sdk ? sdk : nil } ?? sdk
        }
        return merged
    }
}
