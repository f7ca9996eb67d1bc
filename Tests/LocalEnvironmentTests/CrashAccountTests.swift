import LocalEnvironment
import Testing

@Suite
struct CrashAccountTests {
    /// As swift-backtrace of Swift 6.3 writes it, shortened.
    private static let backtrace = """
        connected to the database
        bootstrap/main.swift:1: Fatal error: Unexpectedly found nil while unwrapping an Optional value

        *** Signal 4: Backtracing from 0x7ff963f6df7f... done ***

        *** Program crashed: Illegal instruction at 0x00007ff963f6df7f ***

        Platform: x86_64 Linux (Debian GNU/Linux 12 (bookworm))

        Thread 0 "bootstrap" crashed:

          0      0x00007ff963f6df7f closure #1 in closure #1 in _assertionFailure(_:_:file:line:flags:) + 623 in libswiftCore.so
          1 [ra] 0x00007ff9640f961f _assertionFailure(_:_:file:line:flags:) + 302 in libswiftCore.so
          2 [ra] 0x00005597323dc092 Handler.handle(_:) + 145 in bootstrap at /src/main.swift:1:51
          3 [ra] 0x00005597323dbf87 closure #1 in outer(_:) + 70 in bootstrap at /src/main.swift:2:41
          4 [ra] 0x00005597323dc1c2 main + 97 in bootstrap
          5 [ra] 0x00005597323dc1c2 <unknown> in bootstrap
        ...

        Registers:

        rax 0x0000000000000000  0

        Images (13 omitted):

        0x00005597323db000–0x00005597323dc510 f8b7f07cdef653a1 bootstrap       /src/bootstrap

        Backtrace took 0.02s

        """

    @Test func aBacktraceIsReadAsAShortAccount() throws {
        let account = try #require(CrashAccount(lines: Self.backtrace.split(separator: "\n").map(String.init)))
        #expect(
            account.message
                == "bootstrap/main.swift:1: Fatal error: Unexpectedly found nil while unwrapping an Optional value"
        )
        #expect(account.reason == "Illegal instruction")
        #expect(
            account.frames == [
                .init(function: "Handler.handle(_:)", place: "/src/main.swift:1:51"),
                .init(function: "closure #1 in outer(_:)", place: "/src/main.swift:2:41"),
                .init(function: "main"),
            ]
        )
    }

    @Test(arguments: [
        "Fatal error: no table", "App/App.swift:9: Fatal error: Index out of range",
        "App/App.swift:9: Precondition failed: positive", "App/App.swift:9: Assertion failed",
    ])
    func swiftsOwnMessageIsEnough(line: String) throws {
        let account = try #require(CrashAccount(lines: ["starting", line]))
        #expect(account.message == line)
        #expect(account.frames.isEmpty)
    }

    @Test func ordinaryLinesTellOfNoCrash() {
        #expect(CrashAccount(lines: ["hello", "0 errors in 3 files", "Thread 1 is idle"]) == nil)
        #expect(CrashAccount(lines: []) == nil)
    }
}
