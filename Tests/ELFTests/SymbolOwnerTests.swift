import Testing

@testable import ELF
@testable import ELFTestSupport

/// The owner of a symbol.
@Suite
struct SymbolOwnerTests {
    /// The owner of a symbol is the module at the start of its mangled name.
    @Test(
        arguments: [
            ("$s4main5OrderV2idSivg", "main"),
            ("$S4main5OrderV2idSivg", "main"),
            ("_$s4main5OrderVMn", "main"),
            ("$e4main3fooyyF", "main"),
            ("got.$s4main5OrderVMn", "main"),
            ("$s4mainMXM", "main"),
            ("$s20FoundationEssentials4DataVMa", "FoundationEssentials"),
            ("$ss12_ArraySliceVMn", "Swift"),
            ("$sSS5countSivg", "Swift"),
            ("$sSa6appendyyxnF", "Swift"),
            ("$sScT5valuexvg", "Swift"),
            ("$sypWOc", "Swift"),
            ("$sSo4statVMa", "__C"),
            ("$sSC11CodingErrorLeVMn", "__C_Synthesized"),
            ("symbolic SS", "Swift"),
            ("symbolic _____ 4main5OrderV", "main"),
            ("symbolic Say_____G 4main5OrderV", "main"),
            ("associated conformance 4main5OrderVSHAASQ", "main"),
        ])
    func module(name: String, module: String) {
        #expect(SymbolOwner(symbolNamed: name) == .swiftModule(module))
    }

    /// A declaration in an extension belongs to the extension's module.
    @Test(
        arguments: [
            ("$sSS4mainE7shoutedSSvg", "main"),
            ("$sSo4statV4mainE4sizeSivg", "main"),
            ("$s4Core5OrderV4mainE3fooyyF", "main"),
            ("$s4Core5OrderVAAE3fooyyF", "Core"),
            ("$s4Core5OrderVsE3fooyyF", "Swift"),
            ("$sSo19_SwiftStdlibVersionasE11descriptionSSvg", "Swift"),
            ("$sSa4mainSiRszlE3sumSiyF", "main"),
            ("$sSl17_StringProcessing11SubSequenceQzRszrlE10trimPrefix5whileySb7ElementQzKXE_tKF", "_StringProcessing"),
            ("$s9OrderCore0A0V0aB3KitE3fooyyF", "OrderCoreKit"),
            ("$s4Core5Order33_29E954B4B17D7C5FBE994CD5CE7A7826LLV4mainE3fooyyF", "main"),
        ])
    func extensionModule(name: String, module: String) {
        #expect(SymbolOwner(symbolNamed: name) == .swiftModule(module))
    }

    /// An associated type's name is not taken for a module.
    @Test(
        arguments: [
            ("$s7Elements10SetAlgebraPTl", "Swift"),
            ("$s4Unit4main7MeasurePTl", "main"),
            ("$s7ElementSciQzSbIegHnd_ABSbIegHnr_SciRzlTRTA", "Swift"),
        ])
    func associatedType(name: String, module: String) {
        #expect(SymbolOwner(symbolNamed: name) == .swiftModule(module))
    }

    /// A symbol of another language belongs to that language.
    @Test(
        arguments: [
            ("_ZN5swift8demangle5parseEv", SymbolOwner.cPlusPlus), ("_GLOBAL__sub_I_main.cpp", .cPlusPlus),
            ("main", .other), ("swift_retain", .other), ("", .other), ("$", .other), ("$x", .other), ("$d.1", .other),
        ])
    func language(name: String, owner: SymbolOwner) {
        #expect(SymbolOwner(symbolNamed: name) == owner)
    }

    /// Malformed names also have an owner.
    @Test(
        arguments: ["$s", "$s9", "$s99999999999999999999main", "$s0", "$s0Z", "$s00", "$s4mai", "$sS", "symbolic "])
    func brokenName(name: String) {
        let owner = SymbolOwner(symbolNamed: name)
        #expect(owner == .swiftModule("Swift") || owner == .other)
    }
}

/// Module sizes.
@Suite
struct ModuleSizesTests {
    /// Module sizes count every byte once, without aliases and zero-filled memory.
    @Test func sizes() throws {
        let builder = ELFBuilder(symbols: [
            .init(name: "$s4main3fooyyF", address: 0x1000, size: 100),
            .init(name: "$s4main3baryyF", address: 0x1064, size: 20),
            .init(name: "$s5Other5aliasyyF", address: 0x1064, size: 10),
            .init(name: "inner", address: 0x1010, size: 4),
            .init(name: "overlapping", address: 0x1070, size: 16),
            .init(name: "_ZN1aEv", address: 0x2000, size: 8),
            .init(name: "$s4Zero3fooyyF", address: 0x3000, size: 5000, isZeroFilled: true),
            .init(name: "$s4None3fooyyF", address: 0x3000, size: 0),
        ])
        let file = try ELFFile(builder.build().bytes)
        let sizes = try #require(try file.moduleSizes())
        #expect(sizes.shares.map(\.owner.description) == ["main", "C and assembly", "C++"])
        #expect(sizes.shares.map(\.bytes) == [120, 8, 8])
        #expect(sizes.shares.map(\.symbolCount) == [2, 1, 1])
        #expect(sizes.bytes == 136)
        #expect(!sizes.isPartial)
    }

    /// Module sizes have a stable order.
    @Test func order() throws {
        let symbols = (0..<40).map { index -> ELFBuilder.DefinedSymbol in
            let place = UInt64(index)
            return .init(name: "$s3M\(10 + index)1fyyF", address: 0x1000 + place * 16, size: 1 + place / 4)
        }
        let sizes = try ELFFile(ELFBuilder(symbols: symbols).build().bytes).moduleSizes()
        let shares = try #require(sizes).shares
        let sorted = shares.sorted { left, right in
            left.bytes != right.bytes
                ? left.bytes > right.bytes : left.owner.description < right.owner.description
        }
        #expect(shares.count == 40)
        #expect(shares == sorted)
    }

    /// There are no module sizes without symbols.
    @Test func withoutSymbols() throws {
        for builder in [ELFBuilder(), ELFBuilder(hasDynamicSection: false, hasSectionHeaders: false)] {
            let file = try ELFFile(builder.build().bytes)
            #expect(try file.moduleSizes() == nil)
            #expect(try file.symbols().isEmpty)
        }
    }

    /// Only symbols with a name, a section and a kind count.
    @Test func symbols() throws {
        let builder = ELFBuilder(symbols: [.init(name: "main", address: 0x1000, size: 8)])
        let symbols = try ELFFile(builder.build().bytes).symbols()
        #expect(symbols == [Symbol(name: "main", address: 0x1000, size: 8, sectionIndex: 1, kind: .function)])
    }
}
