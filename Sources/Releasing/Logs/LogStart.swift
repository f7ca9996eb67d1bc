/// Where the lines begin that somebody wants to see: a time ago, or a time.
package enum LogStart: Sendable, Hashable {
    /// So many seconds ago.
    case ago(seconds: Int)
    /// At a time.
    case at(RecordTime)

    /// Ten minutes ago.
    package static let usual = LogStart.ago(seconds: 600)

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]

    /// Reads `10m`, `1h`, `2d`, or a time by RFC 3339 such as `2026-11-30T18:23:55Z` or `2026-11-30T19:23:55+01:00`.
    package init?(_ text: String) {
        if let unit = text.last.flatMap({ Self.units[$0] }), let count = Self.number(text.dropLast()) {
            self = .ago(seconds: count * unit)
            return
        }
        let form = #/(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))/#
        guard let match = text.wholeMatch(of: form),
            let local = RecordTime("\(match.1)T\(match.2)\(match.3 ?? ":00")Z")
        else { return nil }
        var time = local
        if let sign = match.4, let hours = match.5.flatMap({ Int($0) }), let minutes = match.6.flatMap({ Int($0) }) {
            guard hours < 24, minutes < 60 else { return nil }
            time.secondsSince1970 -= (sign == "-" ? -60 : 60) * (hours * 60 + minutes)
        }
        self = .at(time)
    }

    /// A count of at most seven digits, which is a week of years in any unit.
    private static func number(_ digits: Substring) -> Int? {
        guard (1...7).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }

    /// The time, in milliseconds since 1970.
    package func milliseconds(now: Double) -> Int {
        switch self {
        case .ago(let seconds): max(0, (Int(now) - seconds) * 1_000)
        case .at(let time): max(0, time.secondsSince1970 * 1_000)
        }
    }
}
