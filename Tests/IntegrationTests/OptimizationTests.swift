import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What `--optimize` does to a real function.
    @Suite(.requires(program: "bwrap"), .requires(program: "unzip")) struct OptimizationTests {
        private struct Packaged {
            var outcome: String
            var size: Int
            var archive: FilePath
        }

        private func package(_ package: FilePath, _ arguments: [String], _ variable: String? = nil) async throws
            -> Packaged
        {
            let result = try await BuiltTool.run(
                ["package", "--format", "json", "--bundle", "libc"] + arguments, in: package,
                environment: ["SWIFTLAMBDA_OPTIMIZE": variable])
            try #require(result.status == 0, "\(result.error)")
            let function = try #require((try result.json["functions"] as? [[String: Any]])?.first)
            return Packaged(
                outcome: try #require(function["outcome"] as? String),
                size: try #require(function["unzippedSizeBytes"] as? Int),
                archive: FilePath(try #require(function["archive"] as? String)))
        }

        /// --optimize size gives a smaller function that answers; each goal has its own build directory.
        @Test func goals() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let greeter = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "Greeter")
            let plain = try await package(greeter, [])
            let small = try await package(greeter, ["--optimize", "size"])
            #expect(small.size < plain.size)
            let answer = try await LambdaRoot().answer(of: small.archive, to: "{}", in: scratch)
            #expect(answer.contains("\"event\": {}"))
            let unchanged = try await package(greeter, [], "size")
            #expect(unchanged.outcome == "unchanged")

            let fast = try await package(greeter, ["--optimize", "speed"])
            #expect(fast.size < plain.size)
            #expect(try await LambdaRoot().answer(of: fast.archive, to: "{}", in: scratch) == answer)

            let plainAgain = try await package(greeter, ["--optimize", "none"], "size")
            #expect(plainAgain.size == plain.size)
        }
    }
}
