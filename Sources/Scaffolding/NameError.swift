package import Model

/// A name that no function can have.
package struct NameError: DiagnosedError, Hashable {
    /// What is wrong with a name.
    package enum Problem: Sendable, Hashable {
        /// It has characters that Lambda does not take, or none at all.
        case characters
        /// It has more characters than Lambda takes.
        case length
        /// It has no letter and no digit.
        case noWord
    }

    /// The name.
    package let name: String
    /// What is wrong with it.
    package let problem: Problem

    /// One error, with a name that would do.
    package var diagnostics: [Diagnostic] {
        let hints = suggestion.map { ["swiftlambda init \($0)"] } ?? ["swiftlambda init my-function"]
        return switch problem {
        case .characters:
            [
                .error(
                    "init.invalid-name", "'\(name)' cannot be the name of a Lambda function",
                    explanation: "A name has letters, digits, '-' and '_' only.", hints: hints)
            ]
        case .length:
            [
                .error(
                    "init.name-too-long",
                    "the name has \(name.count) characters; Lambda takes \(LambdaLimits.nameLength)", hints: hints)
            ]
        case .noWord:
            [
                .error(
                    "init.invalid-name", "'\(name)' has neither a letter nor a digit",
                    explanation: "Lambda would take it, but no Swift module can be named after it.", hints: hints)
            ]
        }
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }

    /// The nearest name that would do.
    private var suggestion: String? {
        let words = name.split { !LambdaFunction.isName(String($0)) || $0 == "-" }
        var suggestion = String(words.joined(separator: "-").prefix(LambdaLimits.nameLength))
        while suggestion.last == "-" { suggestion.removeLast() }
        return suggestion.contains { $0.isLetter || $0.isNumber } ? suggestion : nil
    }
}
