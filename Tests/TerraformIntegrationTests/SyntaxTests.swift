import HCL
import SystemPackage
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// HCL as the real terraform reads it.
@Suite(.needsTerraform, .needsProviderMirror)
struct SyntaxTests {
    /// `terraform fmt` changes nothing in random files.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func format(seed: UInt64) async throws {
        let scratch = try ScratchDirectory()
        let terraform = try TerraformTool(in: scratch)
        var random = RandomTree(generator: SeededGenerator(state: seed))
        for number in 0..<25 {
            let blocks = (0..<20).map { _ in random.block(depth: 2) }
            try scratch.write(Document(comment: ["seed \(seed)"], blocks: blocks).rendered(), to: "\(number).tf")
        }
        try await terraform.run(["fmt", "-check", "-diff", "-recursive", "."], in: scratch.path)
    }

    /// Random strings and keys have the same value in terraform.
    @Test func strings() async throws {
        let scratch = try ScratchDirectory()
        let terraform = try TerraformTool(in: scratch)
        var random = RandomTree(generator: SeededGenerator(state: 5))
        let strings = (0..<2_000).map { _ in random.text(longest: 12) }
        let keys = Set((0..<500).map { _ in random.text(longest: 4) }).sorted()
        let templates = strings.map { text in
            Expression.template(.literal("a" + text), .interpolation(.number(7)), .literal(text))
        }
        let document = Document(blocks: [
            Block("output", "strings") { Argument("value", .strings(strings)) },
            Block("output", "templates") { Argument("value", .list(templates)) },
            Block("output", "keys") { Argument("value", .object(keys.map { ObjectItem($0, .string($0)) })) },
        ])
        try scratch.write(document.rendered(), to: "main.tf")
        try await terraform.run(["fmt", "-check", "-diff"], in: scratch.path)
        try await terraform.run(["init"], in: scratch.path)
        try await terraform.run(["apply", "-auto-approve"], in: scratch.path)
        let output = try await terraform.run(["output", "-json"], in: scratch.path).output

        let values = try JSONDecoder().decode(Outputs.self, from: Data(output.utf8))
        #expect(values.strings.value == strings)
        #expect(values.templates.value == strings.map { "a" + $0 + "7" + $0 })
        #expect(values.keys.value == Dictionary(uniqueKeysWithValues: keys.map { ($0, $0) }))
    }

    private struct Outputs: Decodable {
        struct Output<Value: Decodable>: Decodable { var value: Value }

        var strings: Output<[String]>
        var templates: Output<[String]>
        var keys: Output<[String: String]>
    }
}
