import Console
import Model
import Releasing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A line of a log for people and for programs.
struct LogText {
    /// A line for programs.
    struct Payload: Encodable, Sendable {
        var message: String
        var stream: String
        var time: String
    }

    /// A line that is an object of its own.
    private struct OwnPayload: Encodable {
        var formatVersion = jsonFormatVersion
        var message: String
        var stream: String
        var time: String
    }

    let styles: StyleSheet

    /// The line for people: its time, and what was written, which may have several lines.
    func text(of event: LogEvent) -> String {
        let time = Self.time(of: event)
        let margin = String(repeating: " ", count: time.count)
        let lines = Self.message(of: event).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.enumerated().map { index, line in
            (index == 0 ? styles.apply(.faint, to: time) : margin) + "  " + printable(line, keepingTabs: true) + "\n"
        }.joined()
    }

    /// The line for programs.
    static func payload(of event: LogEvent) -> Payload {
        Payload(message: message(of: event), stream: event.stream, time: time(of: event))
    }

    /// The line for programs that read line by line.
    static func jsonLine(of event: LogEvent) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = OwnPayload(message: message(of: event), stream: event.stream, time: time(of: event))
        return String(decoding: try encoder.encode(payload), as: UTF8.self) + "\n"
    }

    /// What was written, without the line break at its end.
    private static func message(of event: LogEvent) -> String {
        event.message.last?.isNewline == true ? String(event.message.dropLast()) : event.message
    }

    /// The time in UTC, such as `2026-11-30T18:23:55.123Z`.
    static func time(of event: LogEvent) -> String {
        let (seconds, rest) = event.timestamp.quotientAndRemainder(dividingBy: 1_000)
        let digits = String(max(0, rest))
        let padding = String(repeating: "0", count: 3 - digits.count)
        return RecordTime(secondsSince1970: Double(seconds)).text.dropLast() + ".\(padding)\(digits)Z"
    }
}
