import Model

/// A setting that the command line, an environment variable or `swiftlambda.yaml` may give; one place says what its values
/// are.
package struct Setting<Value: Sendable>: Sendable {
    /// The variable's name.
    package let variable: String
    /// What its value is, for the error of a wrong one.
    let expected: String
    /// The values there are, where they are names.
    let known: [String]
    private let parse: @Sendable (String, SettingSource) throws(SettingError) -> Value?

    /// Creates a setting.
    ///
    /// - Parameters:
    ///   - variable: the variable's name.
    ///   - expected: what its value is, such as `a directory`.
    ///   - known: the values there are, where they are names.
    ///   - parse: reads a value; `nil` is a wrong one.
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

    /// The flag's value, or else the variable's, or else the file's.
    ///
    /// A variable that a flag makes needless is not read, and an empty one counts as none.
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
