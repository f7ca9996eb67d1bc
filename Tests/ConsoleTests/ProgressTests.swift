import Testing

@testable import Console

@Suite struct ProgressTests {
    private let live = TerminalTraits(allowsColor: true, allowsLiveProgress: true, allowsUnicode: true, columns: 30)
    private let piped = TerminalTraits(isTerminal: false, columns: nil, environment: ["LANG": "C.UTF-8"])
    private let start = ContinuousClock.now

    /// Automatic progress is live on a terminal and plain elsewhere.
    @Test func modes() {
        #expect(ProgressMode.auto.resolved(traits: live) == .ansi)
        #expect(ProgressMode.auto.resolved(traits: piped) == .plain)
        #expect(ProgressMode.ansi.resolved(traits: piped) == .ansi)
        #expect(ProgressMode.none.resolved(traits: live) == .none)
    }

    /// Everything that a run with two stages writes.
    private func run(_ mode: ProgressMode, _ traits: TerminalTraits) -> String {
        var renderer = ProgressRenderer(mode: mode, traits: traits)
        return renderer.begin("Building orders", at: start)
            + renderer.update("[1/9] \u{1B}[31mCompiling", at: start + .seconds(2))
            + renderer.interject("warning: odd")
            + renderer.begin("Zipping orders", at: start + .seconds(3))
            + renderer.finish()
    }

    /// Piped output has no escape and a line for each stage.
    @Test func pipedOutput() {
        #expect(run(.auto, piped) == "Building orders\nwarning: odd\nZipping orders\n")
        #expect(run(.none, live) == "warning: odd\n")
    }

    /// After 30 seconds of silence, plain progress prints the elapsed time and the last step.
    @Test func silence() {
        var renderer = ProgressRenderer(mode: .plain, traits: piped)
        #expect(renderer.tick(at: start) == "")
        _ = renderer.begin("Building orders", on: "x", at: start)
        #expect(renderer.update("[7/90] Compiling NIO", on: "x", at: start + .seconds(2)) == "")
        #expect(renderer.tick(at: start + .seconds(29)) == "")
        #expect(renderer.tick(at: start + .seconds(30)) == "Building orders · 30.0 s · [7/90] Compiling NIO\n")
        #expect(renderer.tick(at: start + .seconds(31)) == "")
        #expect(renderer.tick(at: start + .seconds(61)).hasPrefix("Building orders · 1 min"))
        _ = renderer.end("x", at: start + .seconds(62))
        #expect(renderer.tick(at: start + .seconds(200)) == "")
    }

    /// Live progress rewrites one line and clears it at the end.
    @Test func liveOutput() {
        let clearing = "\r\u{1B}[2K"
        let second = #"Building orders · 2 s · [1/9] \u{1B}[31mCompiling"#.truncated(toWidth: 29)
        #expect(
            run(.auto, live)
                == [
                    clearing, "Building orders", clearing, second, clearing, "warning: odd\n", clearing, second,
                    clearing,
                    "Zipping orders", clearing,
                ].joined())
    }

    /// Concurrent tasks have a line each, which disappears when they end.
    @Test func tracks() {
        let clearing = "\r\u{1B}[2K"
        let above = "\u{1B}[1A\u{1B}[2K"
        var renderer = ProgressRenderer(mode: .ansi, traits: live)
        #expect(renderer.begin("Building arm64", on: "a", at: start) == clearing + "Building arm64")
        #expect(
            renderer.begin("Building x86_64", on: "b", at: start) == clearing + "Building arm64\nBuilding x86_64")
        #expect(
            renderer.update("[1/2]", on: "a", at: start + .milliseconds(200))
                == clearing + above + "Building arm64 · [1/2]\nBuilding x86_64")
        #expect(
            renderer.interject("warning: odd")
                == clearing + above + "warning: odd\n" + clearing + "Building arm64 · [1/2]\nBuilding x86_64")
        #expect(renderer.end("a", at: start + .milliseconds(300)) == clearing + above + "Building x86_64")
        #expect(renderer.end("b", at: start + .milliseconds(300)) == clearing)
        #expect(renderer.finish().isEmpty)
    }

    /// Tasks that do not fit on the screen are not shown.
    @Test func manyTracks() {
        var renderer = ProgressRenderer(mode: .ansi, traits: live)
        var text = ""
        for number in 0..<20 { text = renderer.begin("stage \(number)", on: "\(number)", at: start) }
        #expect(text.isEmpty)
        text = renderer.end("0", at: start)
        #expect(text.hasSuffix("stage 1\nstage 2\nstage 3\nstage 4\nstage 5\nstage 6\nstage 7\nstage 8"))
    }

    /// The live line changes at most ten times a second, but a new stage shows at once.
    @Test func throttling() {
        var renderer = ProgressRenderer(mode: .ansi, traits: live)
        _ = renderer.begin("Building", at: start)
        let updates = (1...1_000).count { step in
            !renderer.update("\(step)", at: start + .milliseconds(step)).isEmpty
        }
        #expect(updates == 10)
        #expect(renderer.begin("Zipping", at: start + .milliseconds(1_001)).hasSuffix("Zipping"))
    }

    /// The live line never reaches the terminal's last column.
    @Test(arguments: [1, 2, 10, 40])
    func width(columns: Int) {
        var traits = live
        traits.columns = columns
        var renderer = ProgressRenderer(mode: .ansi, traits: traits)
        let line = renderer.begin("Building 漢字 for a long time", at: start).replacing("\r\u{1B}[2K", with: "")
        #expect(line.displayWidth < columns)
    }

    /// A reporter writes each message in one piece, and no empty ones.
    @Test func reporter() async {
        let text = Recorder()
        let reporter = ProgressReporter(
            ProgressRenderer(mode: .plain, traits: piped), now: { .now }, write: { text.append($0) })
        await withTaskGroup { group in
            for number in 0..<50 {
                group.addTask {
                    reporter.begin("stage \(number)")
                    reporter.update("unseen")
                }
            }
        }
        reporter.finish()
        #expect(Set(text.pieces) == Set((0..<50).map { "stage \($0)\n" }))
        #expect(text.pieces.count == 50)
    }
}
