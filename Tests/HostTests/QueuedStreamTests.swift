import Dispatch
import SystemPackage
import TestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct QueuedStreamTests {
    private func readAll(_ end: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = try buffer.withUnsafeMutableBytes({ try end.read(into: $0) }), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// A slow reader does not block writers, and gets the number of dropped lines.
    @Test func unread() async throws {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        let stream = QueuedStream(
            StandardStream(descriptor: writeEnd.rawValue, name: "pipe"), descriptor: writeEnd.rawValue)
        #expect(stream.hasRoom)
        let line = String(repeating: "x", count: 9_999) + "\n"
        for _ in 0..<2_000 { try stream.write(line) }
        #expect(!stream.hasRoom)
        // Nothing is written for as long as nobody reads, and that is not waited for.
        stream.flush(within: .milliseconds(20))

        // Each waits on a thread of its own: the test's threads are few, and other tests need them.
        async let reading = onThread { try readAll(readEnd) }
        try await onThread {
            stream.flush(within: nil)
            #expect(stream.hasRoom)
            try stream.write("last\n")
            try writeEnd.close()
        }
        let lines = String(decoding: try await reading, as: UTF8.self).split(separator: "\n")
        try readEnd.close()
        #expect(lines.last == "last")
        let note = try #require(lines.first { $0.hasPrefix("note: ") })
        let omitted = try #require(note.split(separator: " ").compactMap { Int($0) }.first)
        #expect(omitted > 0)
        #expect(lines.count { $0.hasPrefix("x") } + omitted == 2_000)
    }

    /// A reader gets lines immediately and in order.
    @Test func read() throws {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        let stream = QueuedStream(
            StandardStream(descriptor: writeEnd.rawValue, name: "pipe"), descriptor: writeEnd.rawValue)
        try stream.write("one\n")
        try stream.write("two\n")
        try writeEnd.close()
        #expect(try readAll(readEnd) == Array("one\ntwo\n".utf8))
        try readEnd.close()
    }

    /// A write error of a file is reported, as without a queue.
    @Test func fullDevice() throws {
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        let stream = QueuedStream(
            StandardStream(descriptor: full.rawValue, name: "full"), descriptor: full.rawValue)
        #expect(throws: FileError(.write, "full", .noSpace)) { try stream.write("text") }
        try full.close()
    }
}

/// Runs what blocks its thread on one that no other task waits for.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "swiftlambda.test").async { continuation.resume(with: Result { try body() }) }
    }
}
