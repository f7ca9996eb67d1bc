/// One repetition as a row of a table, in a terminal or on a page.
package struct RehearsalRow: Sendable, Hashable {
    /// The figures of a row.
    package enum Figure: Sendable, Hashable, CaseIterable {
        /// How long Init took.
        case initialization
        /// How long the first response took.
        case firstResponse
        /// The median of the other responses.
        case warmResponse
        /// From SIGTERM to the exit.
        case exit
        /// How much of the budget was left at the exit.
        case margin

        /// The title of its column on a page.
        package var title: String {
            switch self {
            case .initialization: "Init"
            case .firstResponse: "First response"
            case .warmResponse: "Warm, median"
            case .exit: "SIGTERM to exit"
            case .margin: "Margin"
            }
        }

        /// Its short title.
        package var shortTitle: String {
            switch self {
            case .firstResponse: "First"
            case .warmResponse: "Warm"
            case .initialization, .exit, .margin: title
            }
        }
    }

    /// The title of the column with what was open.
    package static let openTitle = "Open at the end"

    /// The number of the repetition, counted from 1.
    package let number: Int
    /// The verdict on the function's shutdown.
    package let verdict: RehearsalVerdict
    /// The sockets that were open at the end, in words; `nil` if unknown.
    package let openAtEnd: String?
    private let run: RehearsalRun

    /// Creates the row of a repetition.
    package init(_ run: RehearsalRun) {
        number = run.number
        verdict = run.verdict
        openAtEnd = run.openAtEnd.map { $0.isEmpty ? "nothing" : $0.map(\.inWords).joined(separator: ", ") }
        self.run = run
    }

    /// A figure; `nil` if it was not measured.
    package subscript(figure: Figure) -> Duration? {
        let responses = run.measurements.invocations.map(\.untilResponse)
        return switch figure {
        case .initialization: run.measurements.initialization
        case .firstResponse: responses.first ?? nil
        case .warmResponse: median(responses.dropFirst().compactMap { $0 })
        case .exit: run.measurements.terminationToExit
        case .margin: run.margin
        }
    }
}
