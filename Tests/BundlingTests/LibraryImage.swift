/// A little ELF file with what the loader reads: its needs, its name, its search path and its versions.
struct LibraryImage {
    var machine: UInt16 = 62
    var interpreter: String?
    var needed: [String] = []
    var soname: String?
    var rpath: String?
    var runpath: String?
    /// Versions asked of libraries.
    var requirements: [(library: String, version: String)] = []
    /// Versions that it has.
    var definitions: [String] = []
    var hasRELR = false
    /// Whether it is a program at a fixed address.
    var isExecutable = false
    /// Tells files apart that are otherwise the same.
    var buildID: [UInt8] = [1, 2, 3, 4]

    private static let base: UInt64 = 0x10000

    /// The file's bytes.
    var bytes: [UInt8] {
        var file = [UInt8](repeating: 0, count: 64 + 5 * 56)
        var segments: [(kind: UInt32, range: Range<Int>)] = []
        func append(_ part: [UInt8]) -> Range<Int> {
            file += [UInt8](repeating: 0, count: (8 - file.count % 8) % 8) + part
            return file.count - part.count..<file.count
        }
        if let interpreter { segments.append((3, append(Array(interpreter.utf8) + [0]))) }
        segments.append((4, append(words([4, UInt32(buildID.count), 3]) + Array("GNU\0".utf8) + buildID)))

        var names: [UInt8] = [0]
        func name(_ text: String) -> UInt64 {
            defer { names += Array(text.utf8) + [0] }
            return UInt64(names.count)
        }
        var entries = needed.map { (UInt64(1), name($0)) }
        for (tag, text) in [(UInt64(14), soname), (15, rpath), (29, runpath)] {
            if let text { entries.append((tag, name(text))) }
        }
        if hasRELR { entries.append((35, 8)) }
        func add(_ tag: UInt64, _ part: [UInt8], count: (tag: UInt64, value: Int)) {
            entries.append((tag, Self.base + UInt64(append(part).lowerBound)))
            entries.append((count.tag, UInt64(count.value)))
        }
        if !requirements.isEmpty {
            var records: [UInt8] = []
            for (index, requirement) in requirements.enumerated() {
                let next: UInt32 = index == requirements.count - 1 ? 0 : 32
                records += words([0x0001_0001, UInt32(name(requirement.library)), 16, next])
                records += words([0, UInt32(index + 2) << 16, UInt32(name(requirement.version)), 0])
            }
            add(0x6FFF_FFFE, records, count: (0x6FFF_FFFF, requirements.count))
        }
        if !definitions.isEmpty {
            var records: [UInt8] = []
            for (index, definition) in definitions.enumerated() {
                let next: UInt32 = index == definitions.count - 1 ? 0 : 28
                records += words([0x0000_0001, 0x0001_0000 | UInt32(index + 2), 0, 20, next])
                records += words([UInt32(name(definition)), 0])
            }
            add(0x6FFF_FFFC, records, count: (0x6FFF_FFFD, definitions.count))
        }
        entries.append((4, Self.base + UInt64(append(words([0, 1])).lowerBound)))
        entries.append((6, Self.base + UInt64(append([UInt8](repeating: 0, count: 24)).lowerBound)))
        entries.append((10, UInt64(names.count)))
        entries.append((5, Self.base + UInt64(append(names).lowerBound)))
        entries.append((0, 0))
        segments.append((2, append(entries.flatMap { numbers([$0.0, $0.1]) })))
        segments.append((0x6474_E551, 0..<0))
        segments.insert((1, 0..<file.count), at: 0)

        var head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        head +=
            [isExecutable ? 2 : 3, 0] + [UInt8(machine & 0xFF), UInt8(machine >> 8)] + words([1]) + numbers([0, 64, 0])
            + words([0])
        head += [64, 0, 56, 0, UInt8(segments.count), 0, 64, 0, 0, 0, 0, 0]
        for segment in segments {
            let start = UInt64(segment.range.lowerBound)
            let size = UInt64(segment.range.count)
            head += words([segment.kind, 6]) + numbers([start, Self.base + start, 0, size, size, 8])
        }
        file.replaceSubrange(0..<head.count, with: head)
        return file
    }

    private func words(_ values: [UInt32]) -> [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    }

    private func numbers(_ values: [UInt64]) -> [UInt8] {
        values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    }
}
