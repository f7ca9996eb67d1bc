import LambdaProtocol
import Testing

/// A row of the table: inputs, and beside each what Lambda does about it.
struct LifecycleCase: Sendable, CustomTestStringConvertible {
    var name: String
    var extensions: [String]
    var shows: Set<Transcript.Shown>
    var script: String

    init(
        _ name: String,
        extensions: [String] = [],
        showing shows: Set<Transcript.Shown> = [],
        _ script: String
    ) {
        self.name = name
        self.extensions = extensions
        self.shows = shows
        self.script = script
    }

    var testDescription: String { name }

    /// The table; its parts are in files of their own.
    static let all = runtimeAPI + invocations + streams + extensionsAPI + inits + shutdowns
}

@Suite
struct LifecycleTests {
    @Test(arguments: LifecycleCase.all)
    func asOnLambda(_ lifecycle: LifecycleCase) throws {
        let settings = EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders",
            timeout: .seconds(1), extensions: lifecycle.extensions
        )
        var transcript = Transcript(settings, showing: lifecycle.shows)
        var played = ""
        for line in lifecycle.script.split(separator: "\n") {
            let input = line.split(separator: "->", maxSplits: 1).first ?? line
            let words = try transcript.play(input.trimmed)
            played += ([input.trimmed, "->"] + [words.joined(separator: "; ")]).joined(separator: " ").trimmed + "\n"
        }
        let expected = lifecycle.script.split(separator: "\n").map { line in
            line.split(separator: "->", maxSplits: 1).map(\.trimmed).joined(separator: " -> ")
                + (line.contains("->") && !line.trimmed.hasSuffix("->") ? "" : " ->")
        }
        #expect(played == expected.joined(separator: "\n") + "\n", "\(lifecycle.name)")
    }

    @Test func theTableIsAsLongAsPromised() {
        #expect(LifecycleCase.all.count >= 60)
        #expect(Set(LifecycleCase.all.map(\.name)).count == LifecycleCase.all.count)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
