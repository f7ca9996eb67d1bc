import Model

/// A setting from the command line, an environment variable or `swiftlambda.yaml`; the only definition of its values.
package struct Setting<Value: Sendable>: Sendable {
    /// The variable's name.
    package let variable: String
    /// The expected value, for the error about a wrong one.
    let expected: String
    /// The possible values, if they are names.
    let known: [String]
    private let parse: @Sendable (String, SettingSource) throws(SettingError) -> Value?

    /// Creates a setting.
    ///
    /// - Parameters:
    ///   - variable: the variable's name.
    ///   - expected: the expected value, such as `a directory`.
    ///   - known: the possible values, if they are names.
    ///   - parse: reads a value; returns `nil` for a wrong one.
    package init(
        _ variable: String,
        expected: String,
        known: [String] = [],
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.variable = variable
        self.expected = expected
        self.known = known
        self.parse = { text, _ throws(SettingError) in parse(text) }
    }

    /// Creates a setting with errors of its own.
    init(
        _ variable: String,
        expected: String,
        reading parse: @escaping @Sendable (String, SettingSource) throws(SettingError) -> Value?
    ) {
        self.variable = variable
        self.expected = expected
        known = []
        self.parse = parse
    }

    /// The value of the flag, else of the variable, else of the file.
    ///
    /// If the flag is set, the variable is not read; an empty variable counts as unset.
    package func resolve(
        flag: Value?,
        in environment: [String: String],
        file: Value? = nil
    ) throws(SettingError) -> Value? {
        if let flag { return flag }
        guard let text = environment[variable], !text.isEmpty else { return file }
        guard let value = try parse(text, .variable(variable)) else {
            throw SettingError(variable: variable, value: text, expected: expected, known: known)
        }
        return value
    }
}
