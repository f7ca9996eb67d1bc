package import Model

/// A setting that an environment variable may give where the command line does not.
package struct SettingVariable<Value: Sendable>: Sendable {
    /// The variable's name.
    package let name: String
    /// What its value is, for the error of a wrong one.
    let expected: String
    /// The values there are, where they are names.
    let known: [String]
    private let parse: @Sendable (String) -> Value?

    /// Creates a setting.
    ///
    /// - Parameters:
    ///   - name: the variable's name.
    ///   - expected: what its value is, such as `a directory`.
    ///   - known: the values there are, where they are names.
    ///   - parse: reads a value; `nil` is a wrong one.
    package init(
        _ name: String,
        expected: String,
        known: [String] = [],
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.expected = expected
        self.known = known
        self.parse = parse
    }

    /// The flag's value, or else the variable's, or else the file's.
    ///
    /// A variable that a flag makes needless is not read, and an empty one counts as none.
    package func resolve(
        flag: Value?,
        in environment: [String: String],
        file: Value? = nil
    ) throws(SettingError) -> Value? {
        if let flag { return flag }
        guard let text = environment[name], !text.isEmpty else { return file }
        guard let value = parse(text) else {
            throw SettingError(variable: name, value: text, expected: expected, known: known)
        }
        return value
    }
}

extension SettingVariable where Value == Architecture {
    /// `SWIFTLAMBDA_ARCH`.
    package static let architecture = SettingVariable(
        "SWIFTLAMBDA_ARCH", expected: "an architecture: arm64 or x86_64", known: Value.allCases.map(\.rawValue)
    ) { Architecture(spelling: $0) }
}

extension SettingVariable where Value == LambdaRuntime {
    /// `SWIFTLAMBDA_RUNTIME`.
    package static let runtime = SettingVariable(
        "SWIFTLAMBDA_RUNTIME", expected: "a runtime: provided.al2023 or provided.al2",
        known: Value.allCases.map(\.rawValue)
    ) { LambdaRuntime(rawValue: $0) }
}

extension SettingVariable where Value == [Region] {
    /// `SWIFTLAMBDA_REGION`: one or more, with commas between.
    package static let regions = SettingVariable(
        "SWIFTLAMBDA_REGION", expected: "one or more regions, with commas between", known: Region.all.map(\.name)
    ) { text in
        let regions = text.split(separator: ",", omittingEmptySubsequences: false).map { Region(String($0)) }
        return regions.contains(nil) ? nil : regions.compactMap { $0 }
    }
}

extension SettingVariable where Value == [IncludeRule] {
    /// `SWIFTLAMBDA_INCLUDE`: one or more rules as `--include` takes them, with commas between.
    package static let include = SettingVariable(
        "SWIFTLAMBDA_INCLUDE", expected: "one or more SOURCE or SOURCE=DESTINATION, with commas between"
    ) { text in
        let rules = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { IncludeRule(argument: String($0)) }
        return rules.contains(nil) ? nil : rules.compactMap { $0 }
    }
}

extension SettingVariable where Value == String {
    /// `SWIFTLAMBDA_ACCOUNT`.
    package static let account = SettingVariable("SWIFTLAMBDA_ACCOUNT", expected: "an account number of twelve digits")
    {
        isAccountNumber($0) ? $0 : nil
    }
}

/// An environment variable with a wrong value.
package struct SettingError: DiagnosedError, Hashable {
    /// The variable's name.
    package let variable: String
    /// Its value.
    package let value: String
    let expected: String
    let known: [String]

    /// One error that names the variable and the nearest value there is.
    package var diagnostics: [Diagnostic] {
        let nearest = value.split(separator: ",").lazy
            .filter { !known.contains(String($0)) }
            .compactMap { nearestName(to: String($0), among: known) }.first
        return [
            .error(
                "config.invalid-variable", "the environment variable \(variable) is '\(value)'",
                explanation: "It must be \(expected).",
                hints: (nearest.map { ["did you mean '\($0)'?"] } ?? []) + ["unset \(variable)"])
        ]
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
