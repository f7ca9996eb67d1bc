import Model
import SystemPackage
import Testing

@testable import Project

/// A hostile swiftlambda.yaml.
@Suite
struct HostileConfigurationTests {
    /// Nine aliases in each of thirty levels: 9³⁰ values if they were expanded.
    private var laughs: String {
        var yaml = "version: 1\nl0: &l0 [lol]\n"
        for level in 1...30 {
            let aliases = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
            yaml += "l\(level): &l\(level) [\(aliases)]\n"
        }
        return yaml
    }

    /// A hostile swiftlambda.yaml with a billion laughs is refused at once, as values and as keys.
    @Test func billionLaughs() {
        for tail in [
            "regions: *l30", "? *l30\n: 1", "? [*l30, *l30]\n: 1", "functions: *l30", "defaults: { environment: *l30 }",
        ] {
            let clock = ContinuousClock()
            let start = clock.now
            #expect(throws: ConfigurationError.self) { try configuration(laughs + tail) }
            #expect(clock.now - start < .seconds(5))
        }
    }

    /// A hostile swiftlambda.yaml whose aliases make it large is refused.
    @Test func largeByAliases() throws {
        let names = (0..<3000).map { "A\($0): x" }.joined(separator: ", ")
        let functions = (0..<3000).map { "  f\($0): { environment: *e }" }.joined(separator: "\n")
        for yaml in [
            "version: 1\ndefaults: { environment: &e { \(names) } }\nfunctions:\n\(functions)",
            "version: 1\ndefaults: { tags: { \(names) } }\nfunctions:\n"
                + (0..<3000).map { "  f\($0):" }.joined(separator: "\n"),
        ] {
            let error = try #require(throws: ConfigurationError.self) { try configuration(yaml) }
            #expect(error.diagnostics.map(\.identifier) == ["config.too-large"])
        }
    }

    /// A hostile swiftlambda.yaml of a hundred thousand levels is refused.
    @Test(arguments: ["[", "{a: ", "- ", "? ", "&a [", "!t ["])
    func deep(opening: String) {
        #expect(throws: ConfigurationError.self) {
            try configuration("version: 1\nregions: " + String(repeating: opening, count: 100_000))
        }
        #expect(throws: ConfigurationError.self) { try configuration(String(repeating: opening, count: 100_000)) }
        #expect(throws: ConfigurationError.self) {
            try configuration("version: 1\nregions: " + String(repeating: opening, count: 900))
        }
    }

    /// A hostile swiftlambda.yaml made from a valid one by random changes is read or refused, and never crashes.
    @Test func mutations() async throws {
        var random = SeededGenerator(seed: 0x5EED)
        let valid = Array(fullYAML.utf8)
        let fragments = [
            "*", "&a ", "? ", "- ", ": ", "\n", "{", "}", "[", "]", "\"", "!x ", "<<: ", "~", "|", "\t", "\u{0}",
        ]
        .map { Array($0.utf8) }
        var refused = 0
        for _ in 0..<2_000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                default: bytes.insert(contentsOf: fragments.randomElement(using: &random) ?? [], at: place)
                }
            }
            do throws(ConfigurationError) {
                let read = try Configuration(yaml: bytes, file: "/x", displayName: "x")
                let resolver = ProjectSettings(
                    workspace: Workspace(package: "/"), configuration: read, overrides: ProjectOverrides(),
                    hostArchitecture: .arm64)
                _ = try? await resolver.resolve(products: .required) { shop }
            } catch {
                #expect(error.diagnostics.hasErrors)
                refused += 1
            }
        }
        #expect(refused > 200)
        #expect(refused < 2_000)
    }
}

/// A generator that gives the same numbers in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
