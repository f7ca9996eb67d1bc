import Testing

@testable import ELF
@testable import ELFTestSupport

/// The dynamic section.
@Suite
struct DynamicInfoTests {
    /// The dynamic section names libraries and search paths.
    @Test(arguments: [true, false])
    func names(hasSectionHeaders: Bool) throws {
        let builder = ELFBuilder(
            needed: ["libm.so.6", "libc.so.6"],
            namedEntries: [(14, "libown.so.1"), (15, "/opt/lib:$ORIGIN/lib"), (29, "$ORIGIN"), (29, "/last:")],
            plainEntries: [(30, 8), (0x6FFF_FFFB, 1)],
            hasSectionHeaders: hasSectionHeaders)
        let dynamic = try #require(try ELFFile(builder.build().bytes).dynamic)
        #expect(dynamic.neededLibraries == ["libm.so.6", "libc.so.6"])
        #expect(dynamic.soname == "libown.so.1")
        #expect(dynamic.rpath == ["/opt/lib", "$ORIGIN/lib"])
        #expect(dynamic.runpath == ["/last"])
        #expect(dynamic.flags == 8)
        #expect(dynamic.flags1 == 1)
        #expect(!dynamic.hasRELR && !dynamic.isMarkedExecutable)
    }

    /// The dynamic section may have compact relocations.
    @Test(arguments: [(36, 0x10000), (35, 24)] as [(UInt64, UInt64)])
    func compactRelocations(tag: UInt64, value: UInt64) throws {
        #expect(try ELFFile(ELFBuilder(plainEntries: [(tag, value)]).build().bytes).dynamic?.hasRELR == true)
    }

    /// The dynamic section ends at its null entry.
    @Test func end() throws {
        let image = ELFBuilder(needed: ["a"], plainEntries: [(36, 1)]).build()
        let file = try ELFFile(image.poking(UInt64(0), in: "dynamic"))
        #expect(file.dynamic?.neededLibraries == [])
        #expect(file.dynamic?.hasRELR == false)
    }
}

/// Symbol versions.
@Suite
struct SymbolVersionTests {
    static let requirements: [ELFBuilder.Requirement] = [
        .init(library: "libc.so.6", version: "GLIBC_2.34", symbols: ["__libc_start_main", "sem_wait"]),
        .init(library: "libc.so.6", version: "GLIBC_2.38", isWeak: true, symbols: ["strlcpy"]),
        .init(library: "libm.so.6", version: "GLIBC_2.35"),
    ]

    /// Symbol versions are read with their library, weakness and symbols.
    @Test(
        arguments: [ELFBuilder.SymbolHash.systemV, .gnu], [true, false])
    func requirements(hash: ELFBuilder.SymbolHash, hasSectionHeaders: Bool) throws {
        let builder = ELFBuilder(
            requirements: Self.requirements, hash: hash, hasSectionHeaders: hasSectionHeaders)
        let found = try ELFFile(builder.build().bytes).versionRequirements
        #expect(found.map(\.library) == Self.requirements.map(\.library))
        #expect(found.map(\.version) == Self.requirements.map(\.version))
        #expect(found.map(\.isWeak) == [false, true, false])
        #expect(found.map(\.symbols) == Self.requirements.map(\.symbols))
    }

    /// Symbol versions have no symbols if the number of symbols is unknown.
    @Test func withoutHash() throws {
        let found = try ELFFile(ELFBuilder(requirements: Self.requirements, hash: .none).build().bytes)
            .versionRequirements
        #expect(found.map(\.version) == Self.requirements.map(\.version))
        #expect(found.map(\.symbols) == [[], [], []])
    }

    /// Symbol versions find their symbols through relocations if the hash table has none.
    @Test func relocatedSymbols() throws {
        // One relocation of symbol 3, in place of the interpreter's path.
        let relocation = bytes64([0, 3 << 32 | 7, 0])
        var builder = ELFBuilder(interpreter: String(repeating: "x", count: 24), requirements: Self.requirements)
        builder.hash = .none
        let place = try #require(builder.build().offsets["interp"])
        builder.plainEntries = [(23, ELFBuilder.baseAddress + UInt64(place)), (2, 24)]
        var image = builder.build()
        image.poke(bytes: relocation, at: place)
        #expect(try ELFFile(image.bytes).versionRequirements.map(\.symbols) == Self.requirements.map(\.symbols))
    }

    /// Symbol versions that the file itself defines are listed without its own name.
    @Test func definitions() throws {
        let builder = ELFBuilder(definitions: ["libown.so.1", "OWN_1.0", "OWN_2.0"])
        #expect(try ELFFile(builder.build().bytes).versionDefinitions == ["OWN_1.0", "OWN_2.0"])
    }
}

/// Functions with versions, and symbols by their beginning.
@Suite
struct VersionedFunctionTests {
    /// A function has an entry for each of its versions.
    @Test(arguments: [ELFBuilder.SymbolHash.systemV, .gnu])
    func versions(hash: ELFBuilder.SymbolHash) throws {
        var builder = ELFBuilder(definitions: ["libm.so.6", "GLIBC_2.2.5", "GLIBC_2.35"], hash: hash)
        builder.functions = [
            .init(name: "hypot", version: "GLIBC_2.2.5", isDefault: false),
            .init(name: "hypot", version: "GLIBC_2.35"), .init(name: "plain", version: "none"),
        ]
        let found = try ELFFile(builder.build().bytes).versionedFunctions()
        #expect(found.map(\.name) == ["hypot", "hypot"])
        #expect(found.map(\.version) == ["GLIBC_2.2.5", "GLIBC_2.35"])
        #expect(found.map(\.isDefault) == [false, true])
    }

    /// What a file requires is not what it defines.
    @Test func required() throws {
        let builder = ELFBuilder(requirements: SymbolVersionTests.requirements)
        #expect(try ELFFile(builder.build().bytes).versionedFunctions().isEmpty)
        #expect(try ELFFile(ELFBuilder(hasDynamicSection: false).build().bytes).versionedFunctions().isEmpty)
    }

    /// Symbols are found by prefix.
    @Test func prefix() throws {
        let builder = ELFBuilder(
            symbols: [
                .init(name: "a.two", address: 1, size: 1), .init(name: "a.one", address: 1, size: 1),
                .init(name: "b.a.", address: 1, size: 1),
            ])
        let file = try ELFFile(builder.build().bytes)
        #expect(try file.symbolNames(startingWith: "a.") == ["a.one", "a.two"])
        #expect(try file.symbolNames(startingWith: "c").isEmpty)
        #expect(try ELFFile(ELFBuilder(hasDynamicSection: false).build().bytes).symbolNames(startingWith: "a").isEmpty)
    }
}
