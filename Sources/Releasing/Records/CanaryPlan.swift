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

/// Options of a canary that are wrong.
package enum CanaryOptionError: DiagnosedError, Hashable {
    /// The share is none.
    case share(String)
    /// The time is none.
    case wait(String)
    /// There is no time.
    case lacksWait
    /// An alarm cannot have the name.
    case alarm(String)
    /// An option belongs to `--canary`.
    case lacksCanary(option: String, value: String)

    /// The error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .share(let text):
            [
                .error(
                    "release.canary-share", "'\(text.prefix(40))' is not a share of the calls",
                    explanation: "It must be more than 0 % and less than 100 %, with at most two decimals.",
                    hints: ["write it like --canary 10%"])
            ]
        case .wait(let text):
            [
                .error(
                    "release.canary-time", "'\(text.prefix(40))' is not the time of a canary",
                    explanation: "It must be one second to one day.",
                    hints: ["write it like --for 90s, --for 5m or --for 1h30m"])
            ]
        case .lacksWait:
            [
                .error(
                    "release.canary-time", "--canary needs --for",
                    explanation: "It says how long the new version keeps its share before it gets all calls.",
                    hints: ["add, for example, --for 5m"])
            ]
        case .alarm(let text):
            [
                .error(
                    "release.canary-alarm", "'\(text.prefix(40))' cannot be the name of an alarm",
                    explanation: "A name has 1 to 255 characters.",
                    hints: ["list the alarms: aws cloudwatch describe-alarms --query 'MetricAlarms[].AlarmName'"])
            ]
        case .lacksCanary(let option, let value):
            [
                .error(
                    "release.canary-options", "\(option) needs --canary",
                    explanation: "Without it, the new version gets all calls at once.",
                    hints: ["add, for example, --canary 10%, or leave '\(option) \(value)' out"])
            ]
        }
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
