import Host
import LambdaProtocol
import Model
import Rehearsal

/// A timeline for tests, written as milliseconds and what happened.
func timeline(_ events: [(Double, TimelineEvent.Kind)]) -> [TimelineEvent] {
    events.map { TimelineEvent($0.1, at: .microseconds(Int64($0.0 * 1_000))) }
}

/// Timelines as Lambda's own, for tests.
enum SampleTimeline {
    static let agent = "cloudwatch_lambda_agent"

    /// Init with an external extension, from 12 to 45 ms.
    static let initialization: [(Double, TimelineEvent.Kind)] = [
        (0, .unpacking), (11.5, .unpacked), (12, .started(.extension(agent))), (12.5, .started(.runtime)),
        (14, .registered(extension: agent, isExternal: true)), (15, .extensionReady(agent)),
        (40, .connected), (44.5, .runtimeReady), (45, .initialized),
    ]

    /// Init without an extension.
    static let bareInitialization = initialization.filter { event in
        switch event.1 {
        case .started(.extension), .registered, .extensionReady: false
        default: true
        }
    }

    /// Invocations that take 2 ms each, and 1.5 until the response.
    static func invocations(_ count: Int, from start: Double = 50, frozenFor freeze: Double? = nil)
        -> [(Double, TimelineEvent.Kind)]
    {
        (0..<count).flatMap { index -> [(Double, TimelineEvent.Kind)] in
            let time = start + Double(index) * (5 + (freeze ?? 0))
            let id = "request-\(index + 1)"
            var events: [(Double, TimelineEvent.Kind)] = [
                (time, .invoked(requestID: id)), (time + 0.5, .delivered(requestID: id)),
                (time + 1.5, .responded(requestID: id, isError: false)), (time + 2, .invocationEnded(requestID: id)),
            ]
            if let freeze { events += [(time + 3, .frozen), (time + 3 + freeze, .thawed)] }
            return events
        }
    }

    /// Shutdown from 100 ms on, with the runtime's end so many milliseconds after SIGTERM.
    static func shutdown(
        at start: Double = 100, after elapsed: Double, end: ProcessEnd, isKilled: Bool = false
    ) -> [(Double, TimelineEvent.Kind)] {
        [(start, .shutdownBegan(.spindown)), (start, .terminated(.runtime))]
            + (isKilled ? [(start + elapsed, .killed(.runtime))] : [])
            + [
                (start + elapsed, .exited(.runtime, end)),
                (start + elapsed + 0.5, .shutdownDelivered(extension: agent)),
                (start + elapsed + 1, .exited(.extension(agent), .exited(0))),
                (start + elapsed + 1.5, .shutdownEnded),
            ]
    }

    /// A whole life with the Insights stand-in.
    static func whole(
        invocations count: Int = 2, after elapsed: Double, end: ProcessEnd = .exited(0), isKilled: Bool = false
    ) -> [TimelineEvent] {
        timeline(initialization + invocations(count) + shutdown(after: elapsed, end: end, isKilled: isKilled))
    }

    /// A whole life without an extension.
    static let neverAsked = timeline(
        bareInitialization + invocations(2) + [
            (100, .shutdownBegan(.spindown)), (100.1, .killed(.runtime)), (101, .exited(.runtime, .signalled(9))),
            (101, .shutdownEnded),
        ])
}
