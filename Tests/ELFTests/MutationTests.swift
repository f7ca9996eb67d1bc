import Testing

@testable import ELF
@testable import ELFTestSupport

/// SplitMix64, so that a failing file can be made again.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A mutated file.
@Suite
struct MutationTests {
    static let count = 12000

    /// A mutated file is read or refused within the time limit.
    @Test(arguments: 0..<4)
    func mutations(part: Int) throws {
        let originals = Self.originals
        let clock = ContinuousClock()
        var outcomes = (read: 0, refused: 0)
        for index in part * Self.count / 4..<(part + 1) * Self.count / 4 {
            var generator = SeededGenerator(state: UInt64(index))
            let bytes = Self.mutate(originals[index % originals.count], using: &generator)
            let time = clock.measure {
                do throws(ELFError) {
                    try Self.readEverything(bytes)
                    outcomes.read += 1
                } catch {
                    #expect(!error.description.isEmpty)
                    outcomes.refused += 1
                }
            }
            #expect(time < .seconds(2), "mutation \(index) took \(time)")
        }
        // Mutations that are all refused at once, or all harmless, would prove nothing.
        #expect(outcomes.read > Self.count / 40)
        #expect(outcomes.refused > Self.count / 40)
    }

    /// Everything that can be asked of a file.
    private static func readEverything(_ bytes: [UInt8]) throws(ELFError) {
        let file = try ELFFile(bytes)
        _ = (file.machine.description, file.type.description, file.entry, file.interpreter, file.dynamic)
        _ = (file.versionRequirements, file.versionDefinitions, file.buildID, file.debugLink)
        _ = (file.isPositionIndependentExecutable, file.isProgram, file.isStaticallyLinked, file.hasExecutableStack)
        _ = file.isSeparateDebugFile
        _ = (file.segments.map(\.access), file.sections.map(\.occupiesFile), file.sections.map(\.isLoaded))
        // What fails in the symbols must not hide what the size report does with the same file.
        let symbols = Result { () throws(ELFError) in try file.symbols() }
        _ = try file.moduleSizes()?.bytes
        _ = try symbols.get()
    }

    private static let originals: [[UInt8]] = {
        let symbols: [ELFBuilder.DefinedSymbol] = [
            .init(name: "$sSS4mainE7shoutedSSvg", address: 0x1000, size: 40),
            .init(name: "$s9OrderCore0A0V0aB3KitE3fooyyF", address: 0x1028, size: 40),
            .init(name: "symbolic _____ 4main5OrderV", address: 0x1050, size: 6),
            .init(name: "_ZN5swift4mainEv", address: 0x2000, size: 8),
            .init(name: "cache", address: 0x3000, size: 4096, isZeroFilled: true),
        ]
        var full = ELFBuilder(
            interpreter: "/lib64/ld-linux-x86-64.so.2", needed: ["libm.so.6", "libc.so.6"],
            namedEntries: [(15, "/opt/lib:$ORIGIN/lib"), (14, "libown.so")], plainEntries: [(36, 0x10000)],
            requirements: SymbolVersionTests.requirements, definitions: ["own", "OWN_1", "OWN_2"], buildID: [1, 2, 3],
            symbols: symbols, sectionNames: [".debug_info"], debugLink: "own.debug")
        var stripped = full
        (stripped.hash, stripped.hasSectionHeaders, stripped.symbols) = (.gnu, false, [])
        full.machine = 183
        return [full.build().bytes, stripped.build().bytes]
    }()

    private static let extremes: [UInt64] = [
        0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 32, 1 << 62, 1 << 63,
        .max, .max - 1, .max - 7, .max - 63,
    ]

    private static func mutate(_ original: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            // What decides how the rest is read stands in the headers, so that half of the changes go there.
            let isHeader = Bool.random(using: &generator)
            let limit = isHeader ? min(64 + 56 * 5, bytes.count) : bytes.count
            guard limit > 16 else { break }
            // The identification bytes stay in most files, or nothing else would be read.
            let offset = Int.random(
                in: Int.random(in: 0..<20, using: &generator) == 0 ? 0..<limit : 16..<limit, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...2: bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3...4: bytes[offset] = UInt8.random(in: 0...255, using: &generator)
            case 5...6:
                let width = [2, 4, 8].randomElement(using: &generator) ?? 8
                let value = extremes.randomElement(using: &generator) ?? 0
                let start = offset / width * width
                for index in 0..<min(width, bytes.count - start) {
                    bytes[start + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
                }
            case 7:
                let start = offset / 8 * 8
                let value = UInt64.random(in: 0..<UInt64(2 * bytes.count), using: &generator)
                for index in 0..<min(8, bytes.count - start) {
                    bytes[start + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
                }
            case 8:
                let source = Int.random(in: 0..<bytes.count, using: &generator)
                for index in 0..<min(24, bytes.count - max(source, offset)) {
                    bytes[offset + index] = bytes[source + index]
                }
            default:
                if Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeSubrange(offset...) }
            }
        }
        return bytes
    }
}
