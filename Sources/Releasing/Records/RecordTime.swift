#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A time in a record: whole seconds in UTC, written in ISO 8601.
package struct RecordTime: Sendable, Hashable, Comparable {
    /// Seconds since 1970.
    package var secondsSince1970: Int

    /// Creates a time; fractions are dropped.
    package init(secondsSince1970: Double) {
        self.secondsSince1970 = Int(secondsSince1970)
    }

    /// Reads a text such as `2026-11-30T18:23:55Z`.
    package init?(_ text: String) {
        // Why it cannot be read does not matter: the reader names the text.
        guard let date = try? Date.ISO8601FormatStyle().parse(text) else { return nil }
        secondsSince1970 = Int(date.timeIntervalSince1970)
    }

    /// The time such as `2026-11-30T18:23:55Z`.
    package var text: String { Date(timeIntervalSince1970: Double(secondsSince1970)).formatted(.iso8601) }

    /// The time for people, such as `2026-11-30 18:23`.
    package var shortText: String { String(text.prefix(16)).replacing("T", with: " ") }

    /// The seconds since another time.
    package func seconds(since other: RecordTime) -> Int { secondsSince1970 - other.secondsSince1970 }

    /// Orders times.
    package static func < (left: RecordTime, right: RecordTime) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}

extension RecordTime: Codable {
    /// Reads a time from a string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = RecordTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a time")
        }
        self = time
    }

    /// Writes the time as a string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
