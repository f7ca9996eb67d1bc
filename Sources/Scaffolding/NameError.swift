package import Model

/// A name that no function can have.
package struct NameError: DiagnosedError, Hashable {
    /// What is wrong with a name.
    package enum Problem: Sendable, Hashable {
        /// It has characters that Lambda does not allow, or none at all.
        case characters
        /// It is longer than Lambda allows.
        case length
        /// It has no letter and no digit.
        case noWord
    }

    /// The name.
    package let name: String
    /// What is wrong with it.
    package let problem: Problem

    /// One error, with a suggestion.
    package var diagnostics: [Diagnostic] {
        let hints = suggestion.map { ["swiftlambda init \($0)"] } ?? ["swiftlambda init my-function"]
        return switch problem {
        case .characters:
            [
                .error(
                    "init.invalid-name", "'\(name)' cannot be the name of a Lambda function",
                    explanation: "A name can contain only letters, digits, '-' and '_'.", hints: hints)
            ]
        case .length:
            [
                .error(
                    "init.name-too-long",
                    "the name has \(name.count) characters; Lambda allows \(LambdaLimits.nameLength)", hints: hints)
            ]
        case .noWord:
            [
                .error(
                    "init.invalid-name", "'\(name)' contains no letters or digits",
                    explanation: "Lambda would accept it, but a Swift module cannot have such a name.", hints: hints)
            ]
        }
    }

    /// The call is wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }

    /// The closest valid name.
    private var suggestion: String? {
        let words = name.split { !LambdaFunction.isName(String($0)) || $0 == "-" }
        var suggestion = String(words.joined(separator: "-").prefix(LambdaLimits.nameLength))
        while suggestion.last == "-" { suggestion.removeLast() }
        return suggestion.contains { $0.isLetter || $0.isNumber } ? suggestion : nil
    }
}
