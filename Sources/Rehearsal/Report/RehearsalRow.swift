/// One repetition as a row of a table, in a terminal as on a page.
package struct RehearsalRow: Sendable, Hashable {
    /// What a row tells in figures.
    package enum Figure: Sendable, Hashable, CaseIterable {
        /// How long Init took.
        case initialization
        /// How long the first response took.
        case firstResponse
        /// The median of the other responses.
        case warmResponse
        /// From SIGTERM to the exit.
        case exit
        /// How far from the end of the budget the exit was.
        case margin

        /// The name of its column on a page.
        package var title: String {
            switch self {
            case .initialization: "Init"
            case .firstResponse: "First response"
            case .warmResponse: "Warm, median"
            case .exit: "SIGTERM to exit"
            case .margin: "Margin"
            }
        }

        /// The name of its column where there is little room.
        package var shortTitle: String {
            switch self {
            case .firstResponse: "First"
            case .warmResponse: "Warm"
            case .initialization, .exit, .margin: title
            }
        }
    }

    /// The name of the column of what was open.
    package static let openTitle = "Open at the end"

    /// Which repetition, counted from 1.
    package let number: Int
    /// What it says about the function's shutdown.
    package let verdict: RehearsalVerdict
    /// The sockets that were open at the end, in words; `nil` where that is not known.
    package let openAtEnd: String?
    private let run: RehearsalRun

    /// Creates the row of a repetition.
    package init(_ run: RehearsalRun) {
        number = run.number
        verdict = run.verdict
        openAtEnd = run.openAtEnd.map { $0.isEmpty ? "nothing" : $0.map(\.inWords).joined(separator: ", ") }
        self.run = run
    }

    /// A figure; `nil` where it was not measured.
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
