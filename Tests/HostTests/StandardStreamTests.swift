import LibC
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct StandardStreamTests {
    /// A closed pipe is not an error.
    @Test func brokenPipe() async throws {
        _ = signal(SIGPIPE, SIG_IGN)
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        try readEnd.close()
        let stream = StandardStream(descriptor: writeEnd.rawValue, name: "pipe")
        try stream.write("unheard")
        try writeEnd.close()
    }

    /// A write error is reported.
    @Test func fullDevice() throws {
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        let stream = StandardStream(descriptor: full.rawValue, name: "full")
        #expect(throws: FileError(.write, "full", .noSpace)) { try stream.write("text") }
        try full.close()
    }

    /// Text is written completely to a non-blocking pipe.
    @Test func nonBlocking() async throws {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        #expect(fcntl(writeEnd.rawValue, F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "0123456789", count: 50_000)
        let reading = Task.detached {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = try buffer.withUnsafeMutableBytes({ try readEnd.read(into: $0) }), count > 0 {
                bytes += buffer[..<count]
            }
            return bytes
        }
        let stream = StandardStream(descriptor: writeEnd.rawValue, name: "pipe")
        #expect(!stream.isTerminal)
        #expect(stream.columns == nil)
        try stream.write(text)
        try writeEnd.close()
        #expect(try await reading.value == Array(text.utf8))
        try readEnd.close()
    }

    #if os(Linux)
    /// A terminal is recognized, with its width.
    @Test func terminal() throws {
        let main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(main >= 0)
        defer { close(main) }
        // TIOCSPTLCK and TIOCGPTN (ioctl_tty(2)), which Swift cannot import.
        var (unlocked, number): (CInt, CInt) = (0, 0)
        try #require(ioctl(main, 0x4004_5431, &unlocked) == 0 && ioctl(main, 0x8004_5430, &number) == 0)
        let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(side >= 0)
        defer { close(side) }
        let stream = StandardStream(descriptor: side, name: "terminal")
        #expect(stream.isTerminal)
        #expect(stream.columns == nil, "a terminal without a size")
        var size = winsize(ws_row: 24, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(main, numericCast(TIOCSWINSZ), &size) == 0)
        #expect(stream.columns == 132)
    }
    #endif

    /// The live host is this machine.
    @Test func live() throws {
        let host = try Host.live()
        // The tests of commands widen a narrow terminal, as the program does when it begins.
        let isOther = { (variable: (key: String, value: String)) in variable.key != "COLUMNS" }
        #expect(host.environment.filter(isOther) == testEnvironment.filter(isOther))
        #expect(host.workingDirectory == (try LiveFileSystem().realPath(".")))
        #expect(host.absolute("a/../b") == host.workingDirectory.appending("b"))
        #expect(host.clock.secondsSince1970 > 1_700_000_000)
        #expect(host.clock.monotonic <= host.clock.monotonic)
        #expect(host.processes.locate("sh") != nil)
    }
}
