import ArgumentParser
import Console
import Explanations
import Model
import TestSupport
import Testing

@testable import Commands

@Suite struct ReferenceTests {
    /// What the parser says of a command line; `nil` where it takes it.
    private static func fault(of arguments: [String]) -> String? {
        do {
            _ = try SwiftLambda.parseAsRoot(BuildOptions.expanded(arguments))
            return nil
        } catch {
            // `--version` and `--help` print something and succeed.
            return SwiftLambda.exitCode(for: error).isSuccess ? nil : SwiftLambda.message(for: error)
        }
    }

    @Test(arguments: CommandInTree.all.map(\.words))
    func everyCommandHasAnExampleThatParses(words: [String]) throws {
        let command = try #require(CommandInTree.all.first { $0.words == words })
        let examples = CommandInTree.examples(in: command.type.configuration.discussion)
        #expect(examples.contains { $0.starts(with: words) }, "no example in the help of \(words)")
        for example in examples { #expect(Self.fault(of: example) == nil, "\(example)") }
    }

    @Test func theCommandsOfDiagnosticsParse() {
        for page in DiagnosticPages.bundled().pages {
            for example in CommandInTree.examples(in: page.commands.joined(separator: "\n")) {
                #expect(Self.fault(of: example) == nil, "\(page.identifier): \(example.joined(separator: " "))")
            }
        }
    }

    /// The parser prints values and defaults by itself.
    @Test(arguments: CommandInTree.all.map(\.words))
    func helpNamesValuesAndDefaultsOnce(words: [String]) throws {
        let command = try #require(CommandInTree.all.first { $0.words == words })
        let help = SwiftLambda.helpMessage(for: command.type, columns: 1000)
        for line in help.split(separator: "\n") {
            guard let note = line.firstMatch(of: /\((?:values: ([^;)]*))?;? ?(default: .*)?\)$/) else { continue }
            let prose = line[..<note.range.lowerBound]
            let values = (note.1 ?? "").split(separator: ", ").map(String.init)
            let named = Set(prose.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "-" }.map(String.init))
            #expect(values.isEmpty || !values.allSatisfy(named.contains), "\(line)")
            #expect(note.2 == nil || !prose.contains("default"), "\(line)")
        }
    }
}

@Suite struct ExplainCommandTests {
    @Test func aPageHasAllItsParts() async {
        let run = await Run(["explain", "elf.glibc-too-new"])
        #expect(run.status == .success)
        #expect(run.error.isEmpty)
        #expect(run.output.hasPrefix("elf.glibc-too-new (error)\nThe program requires a newer glibc"))
        #expect(run.output.contains("\n\nWhy it matters: "))
        #expect(run.output.contains("\n\nWhat to do: "))
        #expect(run.output.hasSuffix("\n  swiftlambda package --builder container\n"))
    }

    @Test(arguments: [["explain"], ["explain", "--list"]])
    func withoutAnIdentifierAllAreListed(arguments: [String]) async {
        let run = await Run(arguments)
        #expect(run.status == .success)
        #expect(run.output.split(separator: "\n").count == DiagnosticPages.bundled().pages.count + 1)
    }

    @Test func aFamilyIsListed() async {
        let run = await Run(["explain", "git"])
        #expect(run.status == .success)
        #expect(run.output.split(separator: "\n").count == 2)
    }

    @Test func aMistypedIdentifierGetsItsNeighbour() async {
        let run = await Run(["explain", "elf.glibc-to-new"])
        #expect(run.status == .usage)
        #expect(run.output.isEmpty)
        #expect(run.error.contains("did you mean elf.glibc-too-new"))
    }

    @Test func resultsAreJSON() async {
        let page = await Run(["explain", "rehearsal.late", "--format", "json"])
        #expect(page.output.contains(#""identifier" : "rehearsal.late""#))
        #expect(page.output.contains(#""formatVersion" : 1"#))
        let list = await Run(["explain", "--format", "json"])
        #expect(list.output.contains(#""identifiers" : ["#))
    }

    @Test func linesEndBetweenWordsInATerminal() throws {
        let page = try #require(DiagnosticPages.bundled()["elf.glibc-too-new"])
        let text = PageText(styles: .init(isColored: false), columns: 60).rendered(page)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
        #expect(text.contains("The binary was linked on a newer Linux than Lambda's."))
    }
}
