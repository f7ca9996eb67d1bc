import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The container builder as users have it, with Podman.
    @Suite(
        .serialized, .requires(program: "podman"), .requires(program: "runc"),
        .requires("containers", "this machine runs no containers", isPresent: ContainerImage.isAvailable))
    struct ContainerTests {
        private let scratch: ScratchDirectory
        private let image: ContainerImage

        init() async throws {
            // SwiftPM cannot build where a path has a quotation mark.
            scratch = try ScratchDirectory(isPlain: true)
            image = try await ContainerImage.image
        }

        private func greeter(in directory: String = "it's, a:b") async throws -> FilePath {
            try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "\(directory)/greeter")
        }

        private var arguments: [String] {
            ["package", "--builder", "container", "--engine", "podman", "--image", image.name]
        }

        /// Packages, with a dependency cache of the test's own.
        private func package(
            _ arguments: [String], in package: FilePath, environment: [String: String?] = [:]
        ) async throws -> ToolResult {
            let own: [String: String?] = ["XDG_CACHE_HOME": scratch.appending("cache").string]
            return try await BuiltTool.run(
                arguments, in: package,
                environment: image.environment.merging(own) { $1 }.merging(environment) { $1 })
        }

        private func outputs(of function: String = "greeter", in package: FilePath) throws -> FunctionOutputs {
            try FunctionOutputs(of: function, in: package.pushing(".build/swiftlambda"), files: scratch.files)
        }

        private func buildDirectory(in package: FilePath) throws -> FilePath {
            let builds = package.pushing(".build/swiftlambda/.scratch/container")
            let name = try #require(
                try scratch.files.names(in: builds).first { $0.hasPrefix(try BuiltTool.architecture.rawValue) })
            return builds.appending(name)
        }

        @Test func theArchiveIsThatOfAnyDirectoryAndOfTheNativeBuilder() async throws {
            let package = try await greeter()
            let lock = package.appending("swiftlambda.lock")
            try scratch.files.write(Array("version: 1\n".utf8), to: lock, permissions: .ownerReadWrite)
            let result = try await self.package(arguments, in: package)
            try #require(result.status == 0, "\(result.error)")
            #expect(result.error.contains("a container of '\(image.name)' with podman, as requested"))
            #expect(try await image.containers.isEmpty)

            let manifest = try outputs(in: package).manifest
            #expect(manifest.tools.builder == "container")
            #expect(manifest.tools.image == image.name)
            #expect(manifest.tools.imageDigest?.hasPrefix("sha256:") == true)
            let recorded = String(decoding: try scratch.files.read(lock, limit: 1 << 20), as: UTF8.self)
            let entry = "\"\(image.name)/\(try BuiltTool.architecture)\": \"\(manifest.tools.imageDigest ?? "")\""
            #expect(recorded.contains(entry), "\(recorded)")
            #expect(manifest.tools.compiler.hasPrefix("Swift version "))

            let others = try await succeeding("find", [scratch.path.string, "!", "-user", "\(geteuid())"])
            #expect(others.isEmpty, "all that was written is the user's own")

            let elsewhere = try await greeter(in: "elsewhere")
            let second = try await self.package(arguments, in: elsewhere)
            try #require(second.status == 0, "\(second.error)")
            #expect(try outputs(in: elsewhere).archiveBytes == outputs(in: package).archiveBytes)

            // Where this machine is what the image is, the linker finds the same start files.
            let system = String(decoding: try scratch.files.read("/etc/os-release", limit: 1 << 16), as: UTF8.self)
            guard system.contains("VERSION_CODENAME=bookworm") else { return }
            let native = try await Fixtures.greeter.outputs()
            #expect(try native.archiveBytes == outputs(in: package).archiveBytes)
        }

        @Test func aSecondBuildCompilesWhatChangedAndNothingElse() async throws {
            let package = try await greeter()
            let first = try await self.package(arguments, in: package)
            try #require(first.status == 0, "\(first.error)")
            let build = try buildDirectory(in: package).appending("release")
            let program = build.appending("Greeter")
            let untouched = build.pushing("RuntimeAPI.build/RuntimeAPI.swift.o")
            let files = scratch.files
            func status(_ path: FilePath) throws -> FileStatus {
                try #require(try files.status(of: path, followingLinks: true), "'\(path)' is not there")
            }
            let before = (try status(program), try status(untouched), try outputs(in: package).archiveStatus)

            let second = try await self.package(arguments + ["--format", "json"], in: package)
            let functions = try #require(try second.json["functions"] as? [[String: Any]])
            #expect(functions.first?["outcome"] as? String == "unchanged")
            #expect(try status(program) == before.0)
            #expect(try outputs(in: package).archiveStatus == before.2)

            let source = package.pushing("Sources/Greeter/Greeter.swift")
            let text = try files.read(source, limit: 1 << 20) + Array("public func another() -> Int { 7 }\n".utf8)
            try files.write(text, to: source, permissions: .ownerReadWrite)
            let third = try await self.package(arguments, in: package)
            #expect(third.status == 0, "\(third.error)")
            #expect(try status(program) != before.0)
            #expect(try status(untouched) == before.1)
        }

        @Test(.requires(program: "bwrap"), .requires(program: "unzip"))
        func librariesComeFromTheImageAndTheFunctionStartsWithThemAlone() async throws {
            let package = try await greeter()
            let result = try await self.package(
                arguments + ["--bundle", "libc", "--sbom", "--format", "json"], in: package)
            try #require(result.status == 0, "\(result.error)")
            let outputs = try outputs(in: package)
            let bytes = try scratch.files.read(outputs.directory.appending("manifest.json"), limit: 1 << 24)
            let manifest = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            let bundle = try #require(manifest?["bundle"] as? [String: Any])
            #expect(bundle["origin"] as? String == "image:\(image.name)")
            let libraries = try #require(bundle["libraries"] as? [[String: Any]])
            let packages = Set(libraries.compactMap { ($0["package"] as? [String: Any])?["name"] as? String })
            #expect(packages.isSuperset(of: ["libc6", "libstdc++6"]))
            let bill = try scratch.files.read(outputs.directory.appending("function.cdx.json"), limit: 1 << 24)
            // The distribution is the image's.
            #expect(String(decoding: bill, as: UTF8.self).contains("\"pkg:deb/debian/libc6@"))
            let answer = try await LambdaRoot().answer(of: outputs.archive, to: #"{"name": "Ana"}"#, in: scratch)
            #expect(answer.contains("Ana"))
        }

        @Test func packagesBesideThePackageAreReachedAndTheConfigurationChooses() async throws {
            try scratch.writeFleet(in: "fleet, all")
            let package = scratch.appending("fleet, all/fleet")
            try scratch.write(
                """
                version: 1
                defaults:
                  build: { builder: container, engine: podman, bundle: none, image: "\(image.name)" }
                functions:
                  orders: { product: Orders }
                  billing: { product: Billing }
                """, to: "fleet, all/fleet/swiftlambda.yaml")
            let result = try await self.package(["package"], in: package)
            try #require(result.status == 0, "\(result.error)")
            #expect(result.error.contains("a container of '\(image.name)' with podman"))
            for function in ["orders", "billing"] {
                #expect(try outputs(of: function, in: package).manifest.tools.builder == "container")
            }
            let entries = try outputs(of: "orders", in: package).manifest.entries.map(\.path)
            #expect(entries.contains { $0.hasSuffix("Words/hello.txt") })
        }

        @Test func aMachineWithoutSwiftPackagesWithThatOfTheImage() async throws {
            let package = try await greeter()
            let programs = try scratch.linkPrograms(["podman", "runc", "conmon", "git"], in: "programs")
            let result = try await self.package(
                ["package", "--format", "json"], in: package,
                environment: ["PATH": programs.string, "SWIFTLAMBDA_IMAGE": image.name])
            try #require(result.status == 0, "\(result.error)")
            #expect(result.error.contains("because this machine has no Swift"))
            #expect(try outputs(in: package).manifest.tools.builder == "container")
        }

        @Test(arguments: [SIGINT, SIGTERM])
        func aSignalEndsTheBuildAndRemovesTheContainer(signal: Int32) async throws {
            let package = try await greeter()
            let tool = try RunningTool(
                arguments, in: package,
                environment: image.environment.merging(["XDG_CACHE_HOME": scratch.appending("cache").string]) { $1 })
            try await tool.wait(for: "Building Greeter")
            let notes = package.pushing(".build/swiftlambda/.scratch/container/running")
            var isRunning = false
            while !isRunning {
                let names = try await image.podman(["ps", "--format", "{{.Names}}"])
                isRunning = names.output.contains("swiftlambda-")
                try #require(!tool.error.contains("Stripping"), "it was built before it could be interrupted")
            }
            let sent = ContinuousClock.now
            try tool.send(signal)
            #expect(try await tool.status == 128 + signal)
            // An engine that waits for a process to end by itself takes ten seconds.
            #expect(ContinuousClock.now - sent < .seconds(8))
            #expect(try await image.containers.isEmpty)
            for builder in try scratch.files.names(in: notes) {
                #expect(try scratch.files.names(in: notes.appending(builder)).isEmpty)
            }
            #expect(!tool.error.contains("FUNCTION"))
        }

        @Test func anImageThatIsNowhereIsToldWithTheEnginesWords() async throws {
            let package = try await greeter()
            let result = try await self.package(
                [
                    "package", "--engine", "podman", "--image", "localhost:1/missing:1", "--format", "json",
                ], in: package)
            #expect(result.status == 69)
            #expect(try result.diagnosticIdentifiers == ["container.pull-failed"])
            #expect(result.error.contains("localhost:1/missing:1"))
            #expect(result.error.contains("hint: check the name and the connection: podman pull"))
        }
    }

    /// Engines that cannot do the work.
    @Suite struct SilentEngineTests {
        @Test(.requires(program: "docker"))
        func dockerWithoutItsDaemonSaysSo() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "greeter")
            let result = try await BuiltTool.run(
                ["package", "--builder", "container", "--engine", "docker", "--format", "json"], in: package,
                environment: ["DOCKER_HOST": "unix://\(scratch.appending("no.sock"))"])
            #expect(result.status == 69)
            #expect(try result.diagnosticIdentifiers == ["container.engine-silent"])
            #expect(result.error.contains("no.sock"))
            #expect(result.error.contains("hint: start it: "))
        }

        @Test func anEngineThatIsNotInstalledIsNamedWithWaysToOne() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "greeter")
            let result = try await BuiltTool.run(
                ["package", "--engine", "finch", "--format", "json"], in: package,
                environment: ["PATH": scratch.path.string])
            #expect(result.status == 69)
            #expect(try result.diagnosticIdentifiers.allSatisfy { $0 == "container.no-engine" })
        }
    }
}
