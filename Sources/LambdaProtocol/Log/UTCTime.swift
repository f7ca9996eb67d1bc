import LibC

/// A moment as Lambda's logs and events write it, in Coordinated Universal Time.
package struct UTCTime: Hashable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let millisecond: Int

    /// Creates a moment from milliseconds since 1970.
    package init(epochMilliseconds: Int64) {
        millisecond = Int((epochMilliseconds % 1_000 + 1_000) % 1_000)
        var seconds = time_t((epochMilliseconds - Int64(millisecond)) / 1_000)
        var parts = tm()
        // It fails only for years beyond an Int32, which no clock shows.
        _ = gmtime_r(&seconds, &parts)
        (year, month, day) = (Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
        (hour, minute, second) = (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
    }

    /// As in `2026-01-02T03:04:05.678Z`.
    package var iso8601: String {
        "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(padded(hour)):\(padded(minute)):\(padded(second))"
            + ".\(padded(millisecond, 3))Z"
    }

    /// As in `02/Jan/2026:03:04:05 +0000`, Apache's log format.
    package var commonLogFormat: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(padded(day))/\(months[month - 1])/\(padded(year, 4))"
            + ":\(padded(hour)):\(padded(minute)):\(padded(second)) +0000"
    }
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
