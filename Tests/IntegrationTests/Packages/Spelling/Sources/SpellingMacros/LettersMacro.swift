import SwiftCompilerPlugin
import SwiftSyntax
import SwiftSyntaxMacros

struct LettersMacro: ExpressionMacro {
    static func expansion(
        of node: some FreestandingMacroExpansionSyntax, in context: some MacroExpansionContext
    ) throws -> ExprSyntax {
        let text = node.arguments.first?.expression.trimmedDescription ?? ""
        return "\(literal: text.filter(\.isLetter).count)"
    }
}

@main
struct SpellingPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [LettersMacro.self]
}
