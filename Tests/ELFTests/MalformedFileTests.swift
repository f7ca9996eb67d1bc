import Testing

@testable import ELF
@testable import ELFTestSupport

/// A malformed file.
@Suite
struct MalformedFileTests {
    static let image = ELFBuilder(
        interpreter: "/lib64/ld-linux-x86-64.so.2",
        needed: ["libc.so.6"],
        requirements: [
            .init(library: "libc.so.6", version: "GLIBC_2.34", symbols: ["puts", "exit"]),
            .init(library: "libm.so.6", version: "GLIBC_2.35", symbols: ["hypotf"]),
        ],
        definitions: ["own", "OWN_1"],
        buildID: [1, 2, 3, 4],
        symbols: [.init(name: "main", address: 0x1000, size: 8)],
        debugLink: "x.debug"
    ).build()

    /// Where the fields of program header `index` are.
    static func programHeader(_ index: Int, _ field: Int) -> Int { 64 + index * 56 + field }

    /// A malformed file that is cut off anywhere is refused or read, never trusted.
    @Test func truncation() {
        for length in 0..<Self.image.bytes.count {
            let bytes = Array(Self.image.bytes[..<length])
            // The section headers are the last part, so that every cut is noticed.
            #expect(throws: ELFError.self, "cut to \(length) bytes") { try ELFFile(bytes) }
        }
    }

    /// A malformed file says which part is cut off, and where.
    @Test func namedTruncation() {
        let image = Self.image
        let count = UInt64(image.bytes.count)
        for (bytes, error) in [
            (Array(image.bytes[..<10]), ELFError.truncated(part: "the file header", offset: 10)),
            (Array(image.bytes[..<63]), .truncated(part: "the file header", offset: 63)),
            (image.poking(count, at: 32), .truncated(part: "the program header table", offset: count)),
            (image.poking(UInt64.max, at: 32), .truncated(part: "the program header table", offset: .max)),
            (image.poking(UInt16(0xFFFE), at: 56), .truncated(part: "the program header table", offset: 64)),
            (image.poking(UInt64.max, at: 40), .truncated(part: "the section header table", offset: .max)),
            (
                image.poking(UInt16(0xFFFE), at: 60),
                .truncated(part: "the section header table", offset: UInt64(image.offsets["sections"] ?? 0))
            ),
            (
                image.poking(count + 1, at: Self.programHeader(0, 32)),
                .truncated(part: "a loaded segment", offset: 0)
            ),
        ] {
            #expect(throws: error) { try ELFFile(bytes) }
        }
        #expect(
            ELFError.truncated(part: "the file header", offset: 10).description
                == "the file header is cut off at offset 0xa")
    }

    /// A malformed file with huge counts in section header 0 is refused.
    @Test(arguments: [UInt64.max, 1 << 58, 1 << 32])
    func hugeCounts(count: UInt64) {
        var image = Self.image
        image.poke(UInt16(0), at: 60)
        image.poke(count, in: "sections", at: 32)
        #expect(throws: ELFError.self) { try ELFFile(image.bytes) }
        image = Self.image
        image.poke(UInt16(0xFFFF), at: 56)
        image.poke(UInt32.max, in: "sections", at: 44)
        #expect(throws: ELFError.self) { try ELFFile(image.bytes) }
    }

    /// A malformed file with entries of another size is refused.
    @Test(arguments: [54, 58])
    func entrySize(offset: Int) {
        #expect(throws: ELFError.self) { try ELFFile(Self.image.poking(UInt16(32), at: offset)) }
    }

    /// A malformed file with a name that has no end, or lies elsewhere, is refused.
    @Test func names() throws {
        let image = Self.image
        var endless = image
        let path = try #require(image.offsets["interp"])
        endless.poke(bytes: [UInt8](repeating: 0x41, count: 28), at: path)
        #expect(throws: ELFError.malformed(reason: "a name in the interpreter's path has no end", offset: UInt64(path)))
        { try ELFFile(endless.bytes) }

        let strings = try #require(image.offsets["dynstr"])
        let outside = ELFError.malformed(
            reason: "a name is outside the dynamic string table", offset: UInt64(strings))
        #expect(throws: outside) { try ELFFile(image.poking(UInt64.max, in: "dynamic", at: 8)) }
        #expect(throws: outside) { try ELFFile(image.poking(UInt32.max, in: "verneed", at: 4)) }
    }

    /// Endless version records are read up to a limit.
    @Test(arguments: [UInt32(0), 1, 4, 16])
    func endlessVersionRecords(distance: UInt32) throws {
        var image = Self.image
        for start in [0, 32] {
            image.poke(UInt16.max, in: "verneed", at: start + 2)
            image.poke(distance, in: "verneed", at: start + 8)
            image.poke(distance, in: "verneed", at: start + 12)
            image.poke(distance, in: "verneed", at: start + 16 + 12)
        }
        // Whether they can be read does not matter, only that reading them ends.
        _ = try? ELFFile(image.bytes)
        _ = try? ELFFile(image.poking(UInt32(0xFFFF_FFF0), in: "verneed", at: 12))
        _ = try? ELFFile(image.poking(UInt32(0), in: "verdef", at: 12))
        _ = try? ELFFile(image.poking(UInt32(1), in: "verdef", at: 16))
        #expect(try ELFFile(Self.image.bytes).versionRequirements.count == 2)
    }

    /// Many long, overlapping names are refused before they exhaust the memory.
    @Test func overlappingNames() throws {
        let long = String(repeating: "x", count: 40000)
        let builder = ELFBuilder(needed: [long], plainEntries: Array(repeating: (1, 1), count: 4000))
        #expect(throws: ELFError.self) { try ELFFile(builder.build().bytes) }
    }

    /// Many headers for the same notes are refused in bounded time.
    @Test func overlappingNotes() {
        var image = ELFImage(bytes: Array(ELFBuilder(hasDynamicSection: false).build().bytes[..<64]))
        let (count, size) = (2000, 120_000)
        let notes = UInt64(64 + 56 * count)
        for _ in 0..<count {
            image.bytes += bytes32([4, 4]) + bytes64([notes, 0, 0, UInt64(size), UInt64(size), 4])
        }
        image.bytes += [UInt8](repeating: 0, count: size)
        image.poke(UInt64(0), at: 40)
        image.poke(UInt16(count), at: 56)
        #expect { try ELFFile(image.bytes) } throws: { "\($0)".contains("the notes overlap excessively") }
    }

    /// A malformed file with a hash table that has no end is refused.
    @Test(arguments: [UInt32.max, 1 << 20])
    func hashTable(value: UInt32) {
        let requirements: [ELFBuilder.Requirement] = [
            .init(library: "libc.so.6", version: "GLIBC_2.34", symbols: ["a", "b"])
        ]
        let gnu = ELFBuilder(requirements: requirements, hash: .gnu).build()
        for offset in [0, 4, 8, 24] {
            #expect(throws: ELFError.self) { try ELFFile(gnu.poking(value, in: "gnuhash", at: offset)) }
        }
        let systemV = ELFBuilder(requirements: requirements).build()
        #expect(throws: ELFError.self) { try ELFFile(systemV.poking(value, in: "hash", at: 4)) }
    }

    /// A malformed file with overlapping segments is read by the first that loads an address.
    @Test func overlappingSegments() throws {
        // The stack's header becomes a second loaded segment over the same addresses, with other bytes.
        var image = Self.image
        image.poke(UInt32(1), at: Self.programHeader(3, 0))
        image.poke(UInt64(1), at: Self.programHeader(3, 8))
        image.poke(ELFBuilder.baseAddress, at: Self.programHeader(3, 16))
        image.poke(UInt64(64), at: Self.programHeader(3, 32))
        #expect(try ELFFile(image.bytes).dynamic?.neededLibraries == ["libc.so.6"])
    }

    /// A malformed file whose dynamic section points nowhere is refused.
    @Test func unmappedAddress() {
        let image = Self.image
        #expect(throws: ELFError.self) { try ELFFile(image.poking(UInt64.max - 100, at: Self.programHeader(0, 16))) }
        #expect(throws: ELFError.self) { try ELFFile(image.poking(UInt64(0), at: Self.programHeader(0, 32))) }
    }

    /// Sizes whose sum overflows are refused.
    @Test func hugeSymbols() throws {
        var image = ELFBuilder(symbols: [
            .init(name: "a", address: 0, size: .max), .init(name: "b", address: 1, size: .max),
            .init(name: "c", address: 0, size: .max, isZeroFilled: true),
        ]).build()
        image.poke(UInt32(1), in: "sections", at: 128 + 4)
        #expect(try ELFFile(image.bytes).moduleSizes()?.bytes == .max)
    }
}
