import ArgumentParser

@testable import Commands

/// A command with the words that call it.
struct CommandInTree {
    /// Such as `["insights", "arn"]`; empty for the program itself.
    var words: [String]
    var type: any ParsableCommand.Type

    /// Every command of the program.
    static let all = tree(of: SwiftLambda.self, words: [])

    private static func tree(of type: any ParsableCommand.Type, words: [String]) -> [CommandInTree] {
        [CommandInTree(words: words, type: type)]
            + type.configuration.subcommands.flatMap { subcommand in
                tree(of: subcommand, words: words + [subcommand.configuration.commandName ?? ""])
            }
    }

    /// The command lines of `swiftlambda` in a text, without its name.
    static func examples(in text: String) -> [[String]] {
        text.split(separator: "\n").flatMap { $0.split(separator: "&&") }.compactMap { line in
            let words = words(of: line)
            return words.first == "swiftlambda" ? Array(words.dropFirst()) : nil
        }
    }

    /// A line as a shell would take it apart, as far as examples need it.
    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            switch character {
            case _ where character == quote: quote = nil
            case "'" where quote == nil, "\"" where quote == nil:
                quote = character
                word = word ?? ""
            case " " where quote == nil:
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
