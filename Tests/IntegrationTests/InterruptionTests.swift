import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What signals leave behind, and what a second run does meanwhile.
    @Suite struct InterruptionTests {
        /// A package and a place where an archive of it lies, with a large file that keeps the next run busy.
        private struct Scene {
            let greeter: PackagedFixture
            let output: FilePath
            let noise: FilePath
            let outputs: FunctionOutputs
            let before: FileStatus

            init() async throws {
                greeter = try await Fixtures.greeter
                output = greeter.scratch.appending("interrupted")
                outputs = try greeter.outputs(in: output)
                let good = try await greeter.run(["package", "--output", output.string])
                try #require(good.status == 0, "\(good.error)")
                before = try outputs.archiveStatus
                noise = greeter.scratch.appending("noise")
                if try greeter.scratch.files.status(of: noise, followingLinks: false) == nil {
                    _ = try await greeter.scratch.writeNoise(megabytes: 200, to: "noise")
                }
            }

            /// Starts a run and waits until its archive is half written.
            func startZipping() async throws -> RunningTool {
                let tool = try RunningTool(
                    ["package", "--include", noise.string, "--compression", "9", "--output", output.string],
                    in: greeter.package)
                try await waitUntil("the archive is half written; so far: \(tool.error)") {
                    try outputs.temporaries.contains { name in
                        let path = outputs.directory.appending(name)
                        return try outputs.files.status(of: path, followingLinks: false).map { $0.size > 4 << 20 }
                            ?? false
                    }
                }
                return tool
            }
        }

        /// A signal while zipping leaves only the previous archive.
        @Test(
            arguments: [
                (SIGINT, 130, "error: interrupted"), (SIGTERM, 143, "error: terminated by a signal"),
            ] as [(Int32, Int32, String)])
        func whileZipping(signal: Int32, status: Int32, message: String) async throws {
            let scene = try await Scene()
            let tool = try await scene.startZipping()
            let start = ContinuousClock.now
            try tool.send(signal)
            #expect(try await tool.status == status)
            #expect(ContinuousClock.now - start < .seconds(10))
            #expect(tool.error.hasSuffix(message + "\n"))
            #expect(try scene.outputs.temporaries.isEmpty)
            #expect(try scene.outputs.archiveStatus == scene.before)
        }

        /// The next run removes what SIGKILL left behind.
        @Test func killedWhileZipping() async throws {
            let scene = try await Scene()
            let tool = try await scene.startZipping()
            try tool.send(SIGKILL)
            #expect(try await tool.status == 128 + SIGKILL)
            #expect(try scene.outputs.temporaries.count == 1)
            #expect(try scene.outputs.archiveStatus == scene.before)

            let next = try await scene.greeter.run(["package", "--output", scene.output.string])
            #expect(next.status == 0)
            #expect(try scene.outputs.temporaries.isEmpty)
            #expect(try scene.outputs.archiveStatus == scene.before)
        }

        /// A signal while building ends the compiler too.
        @Test(
            arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
        func whileBuilding(signal: Int32, status: Int32) async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            // The compiler must run long enough to be seen, on a busy machine too.
            let functions = (0..<1_000).map {
                "func f\($0)(_ x: [Int]) -> [String] { x.map { String($0 &* \($0)) }.sorted().filter { $0 != \"7\" } }\n"
            }
            let package = try scratch.writeExecutable("Slow", source: functions.joined() + "print(f7([1]))\n")
            let tool = try RunningTool(["package"], in: package)
            let scratchPath = package.appending(".build/swiftlambda/.scratch").string
            try await tool.wait(for: "Building Slow")
            try await waitUntil("the compiler runs") {
                try commandLines(holding: scratchPath).contains { $0.contains("swift-frontend") }
            }
            try tool.send(signal)
            #expect(try await tool.status == status)
            #expect(try commandLines(holding: scratchPath) == [])

            // What the build left half made does not disturb the next.
            let next = try await BuiltTool.run(["package"], in: package)
            #expect(next.status == 0, "\(next.error)")
        }

        /// Two concurrent runs on one package both succeed; one says that it waits.
        @Test func twoAtOnce() async throws {
            let scene = try await Scene()
            let first = try await scene.startZipping()
            let second = try RunningTool(["package"], in: scene.greeter.package)
            try await second.wait(for: "Waiting for another swiftlambda in this package")
            #expect(!second.error.contains("Building"))
            #expect(try await first.status == 0)
            #expect(try await second.status == 0)
            #expect(!first.error.contains("Waiting"))
            #expect(try scene.outputs.temporaries.isEmpty)
        }

        /// Two concurrent first runs on one package both succeed; one says that it waits.
        @Test func twoFirstRuns() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("Twin", source: "print(1)\n")
            let first = try RunningTool(["package"], in: package)
            try await first.wait(for: "Building Twin")
            let second = try RunningTool(["package"], in: package)
            try await second.wait(for: "Waiting for another swiftlambda in this package")
            #expect(try await first.status == 0)
            #expect(try await second.status == 0)
        }
    }
}
