import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The report of a real rehearsal in a real browser.
    @Suite(.requires(program: "chromium")) struct RehearsalReportTests {
        private let scratch: ScratchDirectory

        init() throws {
            scratch = try ScratchDirectory(isPlain: true)
        }

        /// Where screenshots are kept.
        private var artifacts: FilePath {
            let named = testEnvironment["SWIFTLAMBDA_ARTIFACTS"].map { FilePath($0) }
            return (named ?? BuiltTool.root.appending("artifacts")).appending("rehearsal")
        }

        private func browse(_ page: FilePath, _ arguments: [String]) async throws -> ToolResult {
            // Everything that the browser writes stays in the scratch directory.
            let result = try await runTool(
                "chromium",
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                    "--hide-scrollbars", "--user-data-dir=\(scratch.appending("browser"))",
                ] + arguments + ["file://\(page)"],
                environment: ["HOME": scratch.path.string], timeLimit: .seconds(120))
            try #require(result.status == 0, "\(result.error)")
            return result
        }

        /// The value of an attribute of the element with an identifier.
        private func attribute(_ name: String, ofElement id: String, in dom: String) throws -> String {
            let element = try #require(dom.firstRange(of: "id=\"\(id)\""))
            let tag = dom[element.lowerBound...].prefix { $0 != ">" }
            let value = try #require(tag.firstRange(of: "\(name)=\""))
            return String(tag[value.upperBound...].prefix { $0 != "\"" })
        }

        /// Writes a report, and gives what a browser makes of it, with a screenshot of it.
        private func report(
            _ name: String, _ arguments: [String], status: Int32, isDark: Bool = false
        ) async throws -> String {
            let page = scratch.appending("\(name).html")
            let result = try await Fixtures.misbehaving.run(
                ["rehearse", "misbehaving", "--report", page.string, "--progress", "none"] + arguments)
            #expect(result.status == status, "\(result.error)")
            #expect(result.output.contains("Report: \(page)"))

            try scratch.files.makeDirectory(artifacts)
            let picture = artifacts.appending("\(name).png")
            try scratch.files.remove(picture)
            let scheme = isDark ? ["--blink-settings=preferredColorScheme=0"] : []
            _ = try await browse(page, ["--window-size=1200,1900", "--screenshot=\(picture)"] + scheme)
            #expect(try scratch.files.status(of: picture, followingLinks: false).map { $0.size > 20_000 } == true)
            return try await browse(page, ["--dump-dom"]).output
        }

        @Test func aGracefulOneShowsItsVerdictAndTheBudget() async throws {
            try await EchoServer.whileRunning { server in
                let dom = try await report(
                    "graceful",
                    [
                        "--repeat", "3", "--env", "SHUTDOWN_MS=120", "--env", "DATABASE=\(server.address)", "--env",
                        "CLOSES=1", "--freeze", "150ms",
                    ], status: 0)
                #expect(try attribute("data-verdict", ofElement: "verdict", in: dom) == "graceful")
                #expect(try attribute("data-ms", ofElement: "budget-mark", in: dom) == "300.000")
                let margin = try #require(Double(try attribute("data-ms", ofElement: "worst-margin", in: dom)))
                #expect(margin > 0 && margin < 200)
                #expect(dom.contains("id=\"repetition-3\""))
                #expect(dom.contains(server.address))
                #expect(dom.contains("database: answers"))
            }
        }

        @Test func aLateOneStandsBehindTheBudget() async throws {
            let dom = try await report(
                "late", ["--env", "SHUTDOWN_MS=430", "--invocations", "2"], status: 1, isDark: true)
            #expect(try attribute("data-verdict", ofElement: "verdict", in: dom) == "late")
            #expect(dom.contains("data-identifier=\"rehearsal.late\""))
            let margin = try #require(Double(try attribute("data-ms", ofElement: "worst-margin", in: dom)))
            #expect(margin < -100)
        }

        @Test func oneThatIsNeverAskedHasNoBudget() async throws {
            let dom = try await report(
                "never-asked", ["--extension", "none", "--env", "SHUTDOWN_MS=10"], status: 1)
            #expect(try attribute("data-verdict", ofElement: "verdict", in: dom) == "never-asked")
            #expect(!dom.contains("id=\"budget-mark\""))
        }

        @Test func whatAFunctionPrintsIsShownAndDoesNothing() async throws {
            let page = try scratch.write(
                "#!/bin/sh\necho '</code></script><script>document.title = \"owned\"</script><b id=\"owned\">'\nexit 3\n",
                to: "hostile/bootstrap", permissions: [.ownerReadWriteExecute, .groupReadExecute, .otherReadExecute])
            let report = scratch.appending("hostile.html")
            let result = try await BuiltTool.run(
                ["rehearse", page.removingLastComponent().string, "--report", report.string], in: scratch.path)
            #expect(result.status == 1)
            let dom = try await browse(report, ["--dump-dom"]).output
            #expect(dom.contains("<title>hostile: crashed</title>"))
            #expect(dom.contains("&lt;script&gt;document.title"))
            #expect(!dom.contains("<b id=\"owned\">"))
        }
    }
}
