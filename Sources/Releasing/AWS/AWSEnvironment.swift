import Host
import SystemPackage

/// How the environment of the AWS command line differs from the user's.
enum AWSEnvironment {
    /// The changes for calls on a machine.
    static func changes(on host: Host) -> [String: String?] {
        changes(of: host.environment, configuration: configuration(on: host))
    }

    /// The changes of an environment.
    ///
    /// - Parameter configuration: the text of the user's `~/.aws/config`.
    static func changes(of environment: [String: String], configuration: String) -> [String: String?] {
        var changes: [String: String?] = [
            // Version 2 shows output in a pager, asks for missing options and has several forms of errors; the
            // environment has precedence over `~/.aws/config`, and version 1 ignores these variables.
            "AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "AWS_CLI_ERROR_FORMAT": "legacy",
            // Otherwise it writes in the locale's encoding.
            "AWS_CLI_OUTPUT_ENCODING": "UTF-8", "PYTHONUTF8": "1",
        ]
        // The mode `standard` retries throttled calls and lost connections after random pauses: rand(0, 1) times the
        // smaller of a power of two and 20 seconds (`ExponentialBackoff.delay_amount` in botocore/retries/standard.py).
        // The number includes the first attempt.
        let settings = [
            ("AWS_RETRY_MODE", "retry_mode", "standard"), ("AWS_MAX_ATTEMPTS", "max_attempts", "5"),
        ]
        for (variable, key, value) in settings
        where environment[variable] == nil && !sets(key, in: configuration) {
            changes[variable] = value
        }
        return changes
    }

    /// The profile that the user chose.
    static func profile(in environment: [String: String]) -> String? {
        // botocore reads both: `profile` in botocore/configprovider.py and session.py.
        for name in ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"] {
            if let profile = environment[name], !profile.isEmpty { return profile }
        }
        return nil
    }

    /// Whether any profile sets a key.
    private static func sets(_ key: String, in configuration: String) -> Bool {
        configuration.split(whereSeparator: \.isNewline).contains { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0].filter { !$0.isWhitespace } == key
        }
    }

    private static func configuration(on host: Host) -> String {
        let home = host.environment["HOME"].map { FilePath($0) }
        var file = home?.appending(".aws").appending("config")
        if let named = host.environment["AWS_CONFIG_FILE"], !named.isEmpty {
            file = named.hasPrefix("~/") ? home?.pushing(FilePath(String(named.dropFirst(2)))) : FilePath(named)
        }
        // The AWS command line itself reports a file that is unreadable.
        guard let file, let bytes = try? host.files.read(host.absolute(file), limit: 1 << 20) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
