import Releasing
import Testing

@Suite struct PlanTextTests {
    @Test func lines() throws {
        let summary = try PlanFixture.summary("changes.json")
        #expect(
            summary.lines().joined(separator: "\n") == """
                audit   DESTROYS 2, function created anew, name audit to audit-prod and 2 more
                """)
    }

    /// No line is longer than what is asked for, but for a word that is longer itself.
    @Test(arguments: [40, 60, 80, 120])
    func width(columns: Int) throws {
        for fixture in ["changes.json", "creation.json"] {
            for line in try PlanFixture.summary(fixture).lines(width: columns) where line.count > columns {
                #expect(line.split(separator: " ").count == 1, "\(line)")
            }
        }
    }
}
