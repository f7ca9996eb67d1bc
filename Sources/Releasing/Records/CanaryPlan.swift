package import Model

/// How a new version gets calls: first a share of them for a while, then all.
package struct CanaryPlan: Sendable, Hashable {
    /// The share of the new version, in hundredths of a percent: 1 to 9,999.
    package var hundredths: Int
    /// How long it keeps that share.
    package var wait: Duration
    /// The alarms of CloudWatch that end it.
    package var alarms: [String]

    /// The most seconds that a canary may take: a day.
    package static let longestWait = 86_400
    /// How many percentage points more of the new version's calls may fail than of the former version's.
    package static let tolerance = 1.0

    /// Creates a plan.
    package init(hundredths: Int, wait: Duration, alarms: [String] = []) {
        self.hundredths = hundredths
        self.wait = wait
        self.alarms = alarms
    }

    /// Reads `--canary`, `--for` and `--alarm`; `nil` if there is no `--canary`.
    package init?(share: String?, wait: String?, alarms: [String]) throws(CanaryOptionError) {
        guard let share else {
            if let wait { throw .lacksCanary(option: "--for", value: wait) }
            if let alarm = alarms.first { throw .lacksCanary(option: "--alarm", value: alarm) }
            return nil
        }
        guard let hundredths = Self.hundredths(of: share) else { throw .share(share) }
        guard let wait else { throw .lacksWait }
        guard let seconds = Self.seconds(of: wait) else { throw .wait(wait) }
        // CloudWatch, PutMetricAlarm: a name has 1 to 255 characters.
        if let alarm = alarms.first(where: { !(1...255).contains($0.count) }) { throw .alarm(alarm) }
        var known: Set<String> = []
        self.init(
            hundredths: hundredths, wait: .seconds(seconds), alarms: alarms.filter { known.insert($0).inserted })
    }

    /// `10%`, `10 %`, `2.5%`, or a whole number without the sign: `0.1` could mean two things.
    private static func hundredths(of text: String) -> Int? {
        guard text.hasSuffix("%") || !text.contains(".") else { return nil }
        let number = text.hasSuffix("%") ? text.dropLast() : text[...]
        let digits = number.hasSuffix(" ") ? number.dropLast() : number
        guard let match = digits.wholeMatch(of: #/([0-9]{1,2})(?:\.([0-9]{1,2}))?/#), let whole = Int(match.1) else {
            return nil
        }
        let decimals = match.2.map { String($0) } ?? ""
        let fraction = Int(decimals + String(repeating: "0", count: 2 - decimals.count)) ?? 0
        let hundredths = whole * 100 + fraction
        return hundredths > 0 ? hundredths : nil
    }

    /// `90s`, `5m`, `1h`, `1h30m`.
    private static func seconds(of text: String) -> Int? {
        guard
            let match = text.wholeMatch(of: #/(?:([0-9]{1,5})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,5})s)?/#)
        else { return nil }
        func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
        let seconds = number(match.1) * 3_600 + number(match.2) * 60 + number(match.3)
        return (1...longestWait).contains(seconds) ? seconds : nil
    }

    /// The share, from 0 to 1.
    package var weight: Double { Double(hundredths) / 10_000 }

    /// How long to wait between two looks at alarms and errors: ten seconds to a minute, and no longer than all of it.
    package var interval: Duration { min(wait, max(.seconds(10), min(.seconds(60), wait / 10))) }

    /// What the user should know.
    package var warnings: [Diagnostic] {
        guard wait < .seconds(180) else { return [] }
        return [
            .warning(
                "release.short-canary", "the canary is too short for its errors to be seen",
                explanation: "CloudWatch has numbers for whole minutes, about two minutes later.",
                hints: ["wait longer: --for 5m"])
        ]
    }
}
