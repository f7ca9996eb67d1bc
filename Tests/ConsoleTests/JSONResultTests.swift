import Model
import Synchronization
import Testing

@testable import Console

/// Pieces of text in the order they were written.
final class Recorder: Sendable {
    private let recorded = Mutex<[String]>([])

    var pieces: [String] { recorded.withLock { $0 } }

    func append(_ text: String) { recorded.withLock { $0.append(text) } }
}

@Suite struct JSONResultTests {
    private struct Payload: Encodable {
        var zip = "out/a.zip"
        var entries: [String] = []
        var environment: [String: String] = [:]
        var durationMs = 12.5
        var lines = "a\n\n  ]"
        var note: String?
    }

    /// A result is one object with a format version, with sorted keys and indentation.
    @Test func form() throws {
        #expect(
            try jsonResult(Payload()) == """
                {
                  "durationMs" : 12.5,
                  "entries" : [],
                  "environment" : {},
                  "formatVersion" : 1,
                  "lines" : "a\\n\\n  ]",
                  "zip" : "out/a.zip"
                }

                """)
    }

    /// Diagnostics are encoded with all their parts.
    @Test func diagnostics() throws {
        let list = DiagnosticList([
            .error("e", "bad", location: .init(file: "f", line: 1), hints: ["x"]), .warning("w", "odd\n"),
        ])
        let text = try jsonResult(list)
        #expect(text.contains(#""identifier" : "e""#))
        #expect(text.contains(#""summary" : "odd\n""#))
        #expect(text.contains(#""formatVersion" : 1"#))
        #expect(!text.contains("explanation"))
    }
}
