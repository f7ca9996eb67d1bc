import Testing

@testable import ELF
@testable import ELFTestSupport

@Suite struct InterpreterChangeTests {
    private static let loader = "/opt/sdk of mine/lib/ld-linux-x86-64.so.2"

    private func changed(_ bytes: [UInt8]) throws -> [UInt8] {
        let change = try InterpreterChange(
            head: Array(bytes.prefix(InterpreterChange.headSize)), fileSize: Int64(bytes.count), path: Self.loader)
        var bytes = bytes
        for write in change.writes {
            let start = Int(write.offset)
            let end = min(bytes.count, start + write.bytes.count)
            bytes.replaceSubrange(start..<end, with: write.bytes)
        }
        return bytes
    }

    @Test func aProgramAsksForTheNewLoaderAndIsOtherwiseTheSame() throws {
        var builder = ELFBuilder()
        builder.interpreter = "/lib64/ld-linux-x86-64.so.2"
        builder.needed = ["libc.so.6"]
        let before = builder.build().bytes
        let file = try ELFFile(try changed(before))
        #expect(file.interpreter == Self.loader)
        let original = try ELFFile(before)
        #expect(file.dynamic?.neededLibraries == original.dynamic?.neededLibraries)
        #expect(file.segments.count == original.segments.count)
        #expect(
            file.segments.filter { $0.kind != .interpreter } == original.segments.filter { $0.kind != .interpreter })
    }

    @Test func aLibraryNamesNoLoader() throws {
        var builder = ELFBuilder()
        builder.interpreter = nil
        let bytes = builder.build().bytes
        #expect(throws: ELFError.self) { try changed(bytes) }
    }

    @Test(arguments: [0, 3, 4, 20, 63, 64, 100])
    func whatIsCutOffIsRefused(count: Int) throws {
        var builder = ELFBuilder()
        builder.interpreter = "/lib64/ld-linux-x86-64.so.2"
        let head = Array(builder.build().bytes.prefix(count))
        #expect(throws: ELFError.self) {
            try InterpreterChange(head: head, fileSize: Int64(count), path: Self.loader)
        }
    }
}
