import ELF
import Foundation
import Testing

@Suite
struct ProgramHeadTests {
    @Test(.enabled("only Linux has ELF programs") { FileManager.default.fileExists(atPath: "/proc/self/exe") })
    func itTellsWhatTheWholeFileTells() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()))
        let file = try ELFFile(bytes)
        let head = try ProgramHead(Array(bytes.prefix(ProgramHead.size)))
        #expect(head.machine == file.machine)
        #expect(head.interpreter == file.interpreter)
        #expect(head.interpreter != nil)
    }

    @Test func whatIsNoProgramIsRefused() {
        #expect(throws: ELFError.notELF) { try ProgramHead(Array("#!/bin/sh\n".utf8)) }
        #expect(throws: ELFError.self) {
            try ProgramHead([0x7F, 0x45, 0x4C, 0x46, 2, 1] + [UInt8](repeating: 0, count: 14))
        }
    }
}
