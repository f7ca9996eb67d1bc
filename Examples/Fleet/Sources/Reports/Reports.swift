import Shop

#if canImport(Foundation)
import Foundation
#endif

/// Returns the date of a report: `{"time": 86400}`, in seconds since 1970.
@main
enum Reports {
    static func main() throws {
        try serve { event in
            let (day, calendar) = day(of: event.number("time") ?? 0)
            return #"{"day": "\#(day)", "calendar": "\#(calendar)"}"#
        }
    }

    #if canImport(Foundation)
    private static func day(of time: Int) -> (String, calendar: String) {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withFullDate]
        return (formatter.string(from: Date(timeIntervalSince1970: Double(time))), "Foundation")
    }
    #else
    private static func day(of time: Int) -> (String, calendar: String) {
        (civilDate(secondsSince1970: time), "Shop")
    }
    #endif
}
