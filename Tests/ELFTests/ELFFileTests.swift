import Testing

@testable import ELF
@testable import ELFTestSupport

/// An ELF file.
@Suite
struct ELFFileTests {
    /// An ELF file has a type and a machine.
    @Test func identity() throws {
        for (number, machine) in [(UInt16(62), Machine.x86_64), (183, .aarch64), (243, .other(243))] {
            let file = try ELFFile(ELFBuilder(machine: number).build().bytes)
            #expect(file.machine == machine)
            #expect(file.type == .sharedObject)
            #expect(file.entry == ELFBuilder.baseAddress + 64)
        }
        let types: [(UInt16, FileType)] = [
            (1, .relocatable), (2, .executable), (3, .sharedObject), (4, .core), (9, .other(9)),
        ]
        for (number, type) in types { #expect(try ELFFile(ELFBuilder(type: number).build().bytes).type == type) }
        #expect(Machine.other(243).description == "RISC-V")
        #expect(Machine.other(999).description == "machine 999")
    }

    /// An ELF file of another class or byte order is refused by name.
    @Test func otherKinds() {
        let arm32: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 40, 0]
        let s390x: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 22]
        let nonsense: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 7, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 62, 0]
        for (bytes, error, text) in [
            (arm32, ELFError.unsupported(.bits32, .littleEndian, .other(40)), "32-bit ARM (32-bit, little-endian)"),
            (s390x, .unsupported(.bits64, .bigEndian, .other(22)), "IBM S/390 (64-bit, big-endian)"),
            (nonsense, .unsupported(.other(7), .other(9), .x86_64), "x86_64 (class 7, byte order 9)"),
        ] {
            #expect(throws: error) { try ELFFile(bytes) }
            #expect(error.description.contains(text))
            #expect(ELFFile.isELF(bytes))
        }
    }

    /// An ELF file is known by its first four bytes.
    @Test(arguments: ["", "\u{7F}EL", "#!/bin/sh\n", "PK\u{3}\u{4}"])
    func notELF(text: String) {
        #expect(!ELFFile.isELF(text.utf8))
        #expect(throws: ELFError.notELF) { try ELFFile(Array(text.utf8)) }
    }

    /// An ELF file lists its segments and sections.
    @Test func segmentsAndSections() throws {
        let builder = ELFBuilder(
            interpreter: "/lib64/ld-linux-x86-64.so.2", buildID: [0xCA, 0xFE],
            symbols: [.init(name: "main", address: 0x10000, size: 8)], sectionNames: [".debug_info"],
            debugLink: "function.debug")
        let file = try ELFFile(builder.build().bytes)
        #expect(file.segments.map(\.kind) == [.load, .interpreter, .note, .stack, .dynamic])
        #expect(file.segments.first?.access == [.read, .execute])
        #expect(file.interpreter == "/lib64/ld-linux-x86-64.so.2")
        #expect(file.buildID == [0xCA, 0xFE])
        #expect(file.debugLink == "function.debug")
        let names = ["", ".text", ".bss", ".symtab", ".strtab", ".gnu_debuglink", ".debug_info", ".shstrtab"]
        #expect(file.sections.map(\.name) == names)
        #expect(file.sections.filter(\.occupiesFile).count == 6)
        #expect(file.sections.filter(\.isLoaded).map(\.name) == [".text", ".bss"])

        let bare = try ELFFile(ELFBuilder(hasDynamicSection: false, hasSectionHeaders: false).build().bytes)
        #expect(bare.sections.isEmpty && bare.dynamic == nil && bare.buildID == nil && bare.debugLink == nil)
    }

    /// Counts that do not fit in the file header are read from the first section header.
    @Test func extendedCounts() throws {
        var image = ELFBuilder(interpreter: "/lib/ld.so", sectionNames: [".debug_info"]).build()
        let expected = try ELFFile(image.bytes)
        image.poke(UInt64(expected.sections.count), in: "sections", at: 32)
        image.poke(UInt32(expected.sections.count - 1), in: "sections", at: 40)
        image.poke(UInt32(expected.segments.count), in: "sections", at: 44)
        image.poke(UInt16(0xFFFF), at: 56)
        image.poke(UInt16(0), at: 60)
        image.poke(UInt16(0xFFFF), at: 62)
        let file = try ELFFile(image.bytes)
        #expect(file.segments == expected.segments)
        #expect(file.sections.map(\.name) == expected.sections.map(\.name))
    }

    /// The stack is executable if the file asks for it, or on x86_64 if it says nothing.
    @Test func executableStack() throws {
        let cases: [(machine: UInt16, type: UInt16, access: UInt32?, expected: Bool)] = [
            (62, 3, 7, true), (62, 3, 6, false), (62, 3, nil, true), (62, 2, nil, true), (62, 1, nil, false),
            (183, 3, 7, true), (183, 3, 6, false), (183, 3, nil, false),
        ]
        for (machine, type, access, expected) in cases {
            let file = try ELFFile(ELFBuilder(machine: machine, type: type, stackAccess: access).build().bytes)
            #expect(file.hasExecutableStack == expected, "machine \(machine), type \(type), access \(access ?? 0)")
        }
    }

    /// An ELF file is a program, a library, or a program without libraries.
    @Test func programs() throws {
        let pie: [(tag: UInt64, value: UInt64)] = [(0x6FFF_FFFB, 0x0800_0000)]
        let soname: [(tag: UInt64, name: String)] = [(14, "libc.so.6")]
        let cases: [(builder: ELFBuilder, isPIE: Bool, isProgram: Bool, isStatic: Bool)] = [
            (ELFBuilder(type: 2, hasDynamicSection: false), false, true, true),
            (ELFBuilder(type: 2, interpreter: "/lib/ld.so"), false, true, false),
            (ELFBuilder(interpreter: "/lib/ld.so", needed: ["libc.so.6"]), true, true, false),
            (ELFBuilder(plainEntries: pie), true, true, true),
            (ELFBuilder(needed: ["libc.so.6"], plainEntries: pie), true, true, false),
            (ELFBuilder(interpreter: "/lib/ld.so", namedEntries: soname), false, false, false),
            (ELFBuilder(namedEntries: soname), false, false, false),
            (ELFBuilder(type: 1, hasDynamicSection: false), false, false, false),
        ]
        for (index, (builder, isPIE, isProgram, isStatic)) in cases.enumerated() {
            let file = try ELFFile(builder.build().bytes)
            #expect(file.isPositionIndependentExecutable == isPIE, "case \(index)")
            #expect(file.isProgram == isProgram, "case \(index)")
            #expect(file.isStaticallyLinked == isStatic, "case \(index)")
        }
    }

    /// An ELF file whose code has no bytes is the debug half of another.
    @Test func separateDebugFile() throws {
        let image = ELFBuilder(symbols: [.init(name: "main", address: 0x10000, size: 8)]).build()
        #expect(try !ELFFile(image.bytes).isSeparateDebugFile)
        let debugFile = try ELFFile(image.poking(UInt32(8), in: "sections", at: 64 + 4))
        #expect(debugFile.isSeparateDebugFile)
        #expect(try debugFile.moduleSizes()?.bytes == 8)
    }
}
