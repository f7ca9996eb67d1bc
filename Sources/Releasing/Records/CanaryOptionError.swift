package import Model

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
