package import Foundation
import Host
import Model
package import SystemPackage
import Testing

/// The tool, or another program, at work, so that a test can send it signals; it is ended with its last user.
package final class RunningTool: Sendable {
    private let recorder = RecordingSink()
    private let end: Task<ProcessEnd, any Error>

    /// Starts the tool in a directory; its standard output is of no interest.
    package convenience init(_ arguments: [String], in directory: FilePath, environment: [String: String?] = [:]) throws
    {
        try self.init(program: BuiltTool.path, arguments, in: directory, environment: environment)
    }

    /// Starts any program in a directory.
    package init(
        program: FilePath, _ arguments: [String] = [], in directory: FilePath, environment: [String: String?] = [:]
    ) throws {
        // The shell becomes the program, whose number is so the first line.
        let command = Command(
            "sh", ["-c", "echo $$ >&2; exec \"$0\" \"$@\" > /dev/null", program.string] + arguments,
            workingDirectory: directory, environment: ownChanges(environment))
        let processes = try liveProcesses()
        end = Task { [recorder] in try await processes.stream(command) { recorder.write($0 + "\n") } }
    }

    deinit {
        end.cancel()
    }

    /// What it wrote to standard error.
    package var error: String { String(recorder.text.drop { $0 != "\n" }) }

    /// Waits until it has written a text to standard error.
    package func wait(for text: String) async throws {
        try await waitUntil("'\(text)' is told; so far: \(error)") { self.error.contains(text) }
    }

    /// Its number.
    package var processID: pid_t {
        get throws { try #require(pid_t(recorder.text.prefix { $0 != "\n" })) }
    }

    /// Sends it a signal.
    package func send(_ signal: Int32) throws {
        try #require(kill(processID, signal) == 0)
    }

    /// Its exit status once it has ended; 128 and the number of a signal that ended it.
    package var status: Int32 {
        get async throws {
            switch try await end.value {
            case .exited(let status): status
            case .signalled(let signal): 128 + signal
            }
        }
    }
}

/// Something that a test waited for did not come.
package struct Tardy: Error {
    package var what: String
}

/// Waits for something that another process does.
package func waitUntil(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(180), _ isTrue: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !isTrue() {
        guard ContinuousClock.now < end else { throw Tardy(what: what()) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// The command lines of running processes that hold a text.
package func commandLines(holding text: String) throws -> [String] {
    let files = LiveFileSystem()
    return try files.names(in: "/proc").compactMap { name in
        // A process may end at any moment, and its file goes with it.
        guard pid_t(name) != nil, let bytes = try? files.read(FilePath("/proc/\(name)/cmdline"), limit: 1 << 24) else {
            return nil
        }
        let line = String(decoding: bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        return line.contains(text) ? line : nil
    }
}
