import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite struct IgnorePatternTests {
    private static func matches(_ pattern: String, _ path: String, isDirectory: Bool = false) -> Bool {
        let components = path.split(separator: "/").map { Array($0.utf8) }
        return IgnorePattern(pattern)?.matches(components, isDirectory: isDirectory) ?? false
    }

    @Test(arguments: [
        ("*.psd", "a/b.psd", true), ("*.psd", "a/b.psd/c", false), ("/a", "a", true), ("/a", "b/a", false),
        ("a/b", "a/b", true), ("a/b", "x/a/b", false), ("**/b", "b", true), ("**/b", "x/y/b", true),
        ("a/**", "a", false), ("a/**", "a/b/c", true), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
        ("a?c", "abc", true), ("a?c", "a/c", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
        ("[^a-c]x", "dx", true), ("[]]x", "]x", true), ("[[:digit:]]", "7", true), ("[a", "[a", false),
        ("\\#a", "#a", true), ("#a", "#a", false), (#"\!a"#, "!a", true), (#"a\*"#, "a*", true), (#"a\*"#, "ab", false),
        ("a ", "a", true), (#"a\ "#, "a ", true), ("", "a", false), ("/", "a", false), ("*", ".a", true),
        ("é*", "éa", true),
        ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("**", "a/b", true), ("a**b", "axxb", true),
    ])
    func patterns(pattern: String, path: String, isMatch: Bool) {
        #expect(Self.matches(pattern, path) == isMatch)
    }

    @Test func aSlashAtTheEndMeansDirectories() {
        #expect(Self.matches("raw/", "a/raw", isDirectory: true))
        #expect(!Self.matches("raw/", "a/raw"))
    }

    /// Many stars do not take exponential time.
    @Test func time() {
        let pattern = String(repeating: "a*", count: 1_000) + "b"
        #expect(!Self.matches(pattern, String(repeating: "a", count: 4_000)))
        let deep = "/" + String(repeating: "**/a/", count: 500) + "b"
        #expect(!Self.matches(deep, String(repeating: "a/", count: 2_000)))
    }

    /// Letters that make patterns and paths meet often.
    private static func random(_ generator: inout SeededGenerator, from pieces: [String], most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &generator)).map { _ in
            pieces.randomElement(using: &generator) ?? ""
        }.joined()
    }

    /// git gives the same result.
    @Test(.requires(program: "git"))
    func git() async throws {
        let scratch = try ScratchDirectory()
        let processes = try liveProcesses()
        func run(_ arguments: [String]) async throws -> ProcessResult {
            try await processes.collect(
                Command(
                    "git",
                    ["-C", scratch.path.string, "-c", "core.excludesFile=/dev/null", "-c", "core.quotePath=false"]
                        + arguments,
                    environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]), limit: 1 << 20)
        }
        #expect(try await run(["init", "--quiet"]).end.isSuccess)
        var generator = SeededGenerator(state: 7)
        for _ in 0..<40 {
            let pattern = Self.random(
                &generator, from: ["a", "b", "*", "**", "?", "/", "[ab]", "[!a]", "\\", "é", "/**/", "."], most: 5)
            try scratch.write(pattern + "\n", to: ".gitignore")
            let paths = (0..<12).map { _ in
                Self.random(&generator, from: ["a", "b", "ab", "é", "/", ".", "x"], most: 5)
                    .split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
            }.filter { !$0.isEmpty && $0 != ".gitignore" }
            guard !paths.isEmpty else { continue }
            // Nothing of them exists, so that each is taken for a file; a path in an ignored directory is ignored, too.
            let answer = try await run(["check-ignore", "--no-index", "--"] + paths)
            // 1 says that none is ignored.
            #expect([.exited(0), .exited(1)].contains(answer.end))
            let ignored = Set(
                answer.output.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) })
            for path in paths {
                let components = path.split(separator: "/")
                let own = components.indices.contains { index in
                    Self.matches(
                        pattern, components[...index].joined(separator: "/"), isDirectory: index < components.count - 1)
                }
                #expect(own == ignored.contains(path), "'\(pattern)' and '\(path)'")
            }
        }
    }
}

/// SplitMix64, so that a failure can be had again.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
