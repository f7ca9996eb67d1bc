import Console
import Foundation
import Model
import Project
import Releasing
import TestSupport
import Testing

@testable import Commands

/// What `swiftlambda versions` shows.
@Suite struct VersionsReportTests {
    private static let digest = String(repeating: "0", count: 64)

    private func report(_ functions: [String], unfinished: DeploymentResumption? = nil) throws -> VersionsReport {
        let histories = functions.map { function in
            VersionHistory(
                function: function,
                published: (7...8).map { number in
                    VersionHistory.Published(
                        version: "\(number)",
                        description: VersionDescription(
                            digest: Self.digest, commit: String(repeating: "c0ffee12", count: 5), isDirty: number == 7
                        ).text(),
                        codeHash: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        modified: "2026-01-01T08:30:00.000+0000")
                }, aliases: [RecordedFunction.Alias(name: "live", version: "7", weights: ["8": 0.1])], records: [])
        }
        let region = try Region.named("eu-west-1", from: .flag("--region"))
        let target = ReleaseTarget(place: Placement(stage: "prod", region: region), region: region, functions: [])
        return VersionsReport(
            places: [VersionsReport.Place(target: target, histories: histories, unfinished: unfinished)],
            diagnostics: [])
    }

    private func render(_ report: VersionsReport, columns: Int?) -> String {
        report.text(
            traits: TerminalTraits(
                allowsColor: false, allowsLiveProgress: false, allowsUnicode: true, columns: columns),
            styles: StyleSheet(isColored: false))
    }

    @Test func aTable() throws {
        #expect(
            try render(report(["orders"]), columns: 80) == """
                VERSION  SHA-256       COMMIT           TIME (UTC)        SERVES
                      8  000000000000  c0ffee12c        2026-01-01 08:30  live 10 %
                      7  000000000000  c0ffee12c+dirty  2026-01-01 08:30  live 90 %

                """)
    }

    @Test func severalFunctions() throws {
        let text = try render(report(["orders", "payments"]), columns: 80)
        #expect(text.hasPrefix("orders\nVERSION"))
        #expect(text.contains("\n\npayments\nVERSION"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aNarrowTerminal() throws {
        let text = try render(report(["orders"]), columns: 40)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 })
        #expect(text.contains("8\n  SHA-256: 000000000000\n  COMMIT: c0ffee12c\n"))
    }

    @Test func aPayload() throws {
        let result = try report(["orders"]).result(
            traits: TerminalTraits(isTerminal: false, columns: nil, environment: [:]),
            styles: StyleSheet(isColored: false))
        let value = try JSONDecoder().decode(JSONTree.self, from: Data(try jsonResult(result.payload).utf8))
        let place = value["places"]?.elements.first
        let version = place?["functions"]?.elements.first?["versions"]?.elements.first
        #expect(version?["version"] == .number(8))
        #expect(version?["serves"]?.elements.first?["percent"] == .number(10))
        #expect(version?["time"]?.text == "2026-01-01T08:30:00Z")
        #expect(place?["stage"]?.text == "prod")
        #expect(place?["unfinished"] == nil)
    }
}
