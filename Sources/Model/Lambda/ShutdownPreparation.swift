/// How a function's sources handle the shutdown of its environment.
///
/// It searches the text: for SIGTERM, and for the registration of an extension.
package struct ShutdownPreparation: Sendable, Hashable {
    /// The environment variable that makes functions from our templates register an extension.
    static let registrationVariable = "REGISTER_EXTENSION"

    /// The first mention of SIGTERM, if any.
    package private(set) var signalLocation: Diagnostic.Location?
    private var mentionsRegistration = false
    private var mentionsVariable = false

    /// Searches sources.
    ///
    /// - Parameter sources: texts of Swift files, each with its path as the user would type it.
    package init(sources: some Sequence<(file: String, text: String)>) {
        for (file, text) in sources {
            // Most files mention neither; only the others are searched line by line.
            guard
                text.contains("SIGTERM") || text.contains(".sigterm") || text.contains("extension/register")
                    || text.contains(Self.registrationVariable)
            else { continue }
            for (index, line) in SwiftLines(text).enumerated() {
                if signalLocation == nil, hasWord("SIGTERM", in: line) || hasWord(".sigterm", in: line) {
                    signalLocation = Diagnostic.Location(file: file, line: index + 1)
                }
                mentionsRegistration = mentionsRegistration || line.contains("extension/register")
                mentionsVariable = mentionsVariable || line.contains("\"\(Self.registrationVariable)\"")
            }
        }
    }

    /// Whether the function registers its own extension, according to its sources and environment.
    package func registersExtension(in function: LambdaFunction) -> Bool {
        guard mentionsRegistration else { return false }
        return !mentionsVariable || function.environment[Self.registrationVariable] == "1"
    }

    /// A warning if the function handles SIGTERM but nothing makes Lambda send it.
    package func warning(for function: LambdaFunction) -> Diagnostic? {
        guard let signalLocation, !function.hasExtensionLayer, !registersExtension(in: function) else { return nil }
        let own =
            mentionsRegistration
            ? "set `environment: { \(Self.registrationVariable): \"1\" }`: the function then registers an extension itself"
            : "or register an extension in the function itself, as the templates of `swiftlambda init` do"
        return .warning(
            "function.sigterm-never-sent", "\(function.name) handles SIGTERM, but Lambda will never send it",
            explanation:
                "Lambda sends SIGTERM only if an extension is registered. Without one, Lambda kills the process "
                + "at once, the cleanup does not run, and database connections stay open until the server "
                + "closes them.",
            location: signalLocation,
            hints: [
                "set `insights: true` in swiftlambda.yaml: the Lambda Insights layer is an extension",
                "or add the layer of another extension under `layers:`", own,
            ])
    }
}

extension LambdaFunction {
    /// Whether it has a layer that may contain an extension.
    package var hasExtensionLayer: Bool { insights != .disabled || !layers.isEmpty }
}

/// Whether a line has a word that is not part of a longer one.
private func hasWord(_ word: String, in line: Substring) -> Bool {
    line.ranges(of: word).contains { range in
        let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
        let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
        return !isOfName(after) && (word.first == "." || !isOfName(before))
    }
}

private func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
}

/// The lines of a Swift source, without comments.
///
/// `//` always starts a comment, even inside a string: that is precise enough here.
private struct SwiftLines: Sequence, IteratorProtocol {
    private var lines: ArraySlice<Substring>
    private var depth = 0

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }[...]
    }

    mutating func next() -> Substring? {
        guard let line = lines.popFirst() else { return nil }
        guard depth > 0 || line.contains("/*") || line.contains("//") else { return line }
        var kept = Substring()
        var rest = line
        while let character = rest.first {
            if rest.hasPrefix("/*") {
                depth += 1
                rest.removeFirst(2)
            } else if depth > 0, rest.hasPrefix("*/") {
                depth -= 1
                rest.removeFirst(2)
            } else if depth == 0, rest.hasPrefix("//") {
                break
            } else {
                if depth == 0 { kept.append(character) }
                rest.removeFirst()
            }
        }
        return kept
    }
}
