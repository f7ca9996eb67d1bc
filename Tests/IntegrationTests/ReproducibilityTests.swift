import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Lets a program run as another user where the tests' own user may do that.
private struct OtherUser {
    static let number = 65_534

    /// The first words of a command line; empty where the user cannot be changed.
    static func prefix(canRun program: FilePath, with tools: [FilePath]) async throws -> [String] {
        guard getuid() == 0, let setpriv = try liveProcesses().locate("setpriv") else { return [] }
        let prefix = [
            setpriv.string, "--reuid=\(number)", "--regid=\(number)", "--clear-groups", "--",
        ]
        for tool in [program] + tools {
            // Programs in root's own home are out of reach.
            let result = try await runTool(prefix[0], Array(prefix.dropFirst()) + ["test", "-x", tool.string])
            guard result.status == 0 else { return [] }
        }
        return prefix
    }
}

extension ToolTests {
    @Suite struct ReproducibilityTests {
        /// Another directory, umask, time zone, locale, user and order of creation give the same bytes.
        @Test func sameBytes() async throws {
            let greeter = try await Fixtures.greeter
            let elsewhere = try ScratchDirectory(isPlain: true)
            let package = try await elsewhere.copyTree(
                BuiltTool.root.appending("Examples").appending("Greeter"), to: "quite/another/place")
            let output = greeter.scratch.appending("same bytes")
            let outputs = try greeter.outputs(in: output)
            // Directories list their files in an order that depends on that of their creation.
            for (root, names) in [
                (greeter.scratch.appending("More"), ["b", "a", "ü", "Z"]),
                (elsewhere.appending("More"), ["Z", "ü", "a", "b"]),
            ] {
                for name in names { try elsewhere.files.makeFile(root.appending(name), text: name) }
            }
            let first = try await greeter.run([
                "package", "--include", greeter.scratch.appending("More").string, "--output", output.string,
            ])
            try #require(first.status == 0, "\(first.error)")

            let swift = try #require(try liveProcesses().locate("swift"))
            let prefix = try await OtherUser.prefix(canRun: BuiltTool.path, with: [swift])
            if !prefix.isEmpty {
                try await succeeding("chown", ["-R", "\(OtherUser.number)", elsewhere.path.string])
            }
            let second = try await runTool(
                "sh",
                ["-c", "umask 077; exec \"$@\"", "sh"] + prefix + [
                    BuiltTool.path.string, "package", "--include", elsewhere.appending("More").string, "--output",
                    "out",
                ], in: package,
                environment: [
                    "TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "HOME": elsewhere.path.string,
                ], timeLimit: .seconds(300))
            try #require(second.status == 0, "\(second.error)")
            let others = try FunctionOutputs(of: "greeter", in: package.appending("out"), files: elsewhere.files)
            #expect(try others.archiveBytes == outputs.archiveBytes)
            #expect(try others.manifest.archive.contentDigest == outputs.manifest.archive.contentDigest)
            #expect(
                try outputs.manifest.entries.map(\.path).suffix(5) == [
                    "More/Z", "More/a", "More/b", "More/ü", "bootstrap",
                ])
            #expect(try others.archiveStatus.permissions == outputs.archiveStatus.permissions)
        }
    }
}

extension ToolTests {
    /// Sources that hold more of the build's directory than they should.
    @Suite struct BuildDirectoryTests {
        private static let resources = """
            .executableTarget(name: "Words", dependencies: ["Texts"]),
            .target(name: "Texts", resources: [.copy("Data")]),
            """

        /// A package whose Swift target has resources, and so an accessor that SwiftPM generates.
        private func writeWords(to directory: String, in scratch: ScratchDirectory) throws -> FilePath {
            try scratch.write(
                "import Texts\nprint(text())\n", to: "\(directory)/Sources/Words/main.swift")
            try scratch.write(
                """
                import Foundation
                public func text() -> String {
                    let file = Bundle.module.url(forResource: "Data/hello", withExtension: "txt")
                    return file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? "none"
                }
                """, to: "\(directory)/Sources/Texts/Texts.swift")
            try scratch.write("hello", to: "\(directory)/Sources/Texts/Data/hello.txt")
            try scratch.write(
                """
                // swift-tools-version: 6.0
                import PackageDescription
                let package = Package(name: "Words", targets: [\(Self.resources)])
                """, to: "\(directory)/Package.swift")
            return scratch.appending(directory)
        }

        /// Checkouts of different lengths give the same bytes, the accessors of resources included.
        @Test(
            .requires(program: "bwrap"), .requires(program: "unzip"))
        func resourceAccessors() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            var archives: [[UInt8]] = []
            for directory in ["a", "a much longer/path to/another checkout"] {
                let package = try writeWords(to: directory, in: scratch)
                let result = try await BuiltTool.run(
                    ["package", "--bundle", "libc", "--compression", "0"], in: package)
                try #require(result.status == 0, "\(result.error)")
                #expect(!result.error.contains("absolute path"))
                let outputs = try FunctionOutputs(
                    of: "Words", in: package.appending(".build").appending("swiftlambda"), files: scratch.files)
                archives.append(try outputs.archiveBytes)
            }
            #expect(archives.first == archives.last)

            // The bundle is still found, where Lambda has it.
            let task = scratch.appending("task")
            let archive = scratch.appending("a/.build/swiftlambda/Words")
                .appending(try BuiltTool.architecture.rawValue).appending("function.zip")
            try await succeeding("unzip", ["-q", archive.string, "-d", task.string])
            let output = try await succeeding(
                "bwrap",
                [
                    "--ro-bind", task.string, "/var/task", "--proc", "/proc", "--tmpfs", "/tmp", "--chdir", "/tmp",
                    "/var/task/bootstrap",
                ])
            #expect(output == "hello\n")
        }

        /// A file that says #filePath is named, and a second build shows where the bytes differ.
        @Test func filePath() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("telling", source: "print(#filePath)\n")
            let result = try await BuiltTool.run(["package", "--verify", "--format", "json"], in: package)
            #expect(result.status == ExitStatus.unsatisfied.rawValue)
            #expect(try result.diagnosticIdentifiers == ["build.absolute-path", "verify.different"])
            #expect(result.error.contains("'bootstrap' contains the absolute path of 'Sources/telling/telling.swift'"))
            let function = try #require((try result.json["functions"] as? [[String: Any]])?.first)
            let verification = try #require(function["verification"] as? [String: Any])
            #expect(verification["identical"] as? Bool == false)
            let difference = try #require((verification["differences"] as? [[String: Any]])?.first)
            #expect(difference["path"] as? String == "bootstrap" && difference["kind"] as? String == "content")
            #expect((difference["sections"] as? [String])?.contains(".rodata") == true)
            let other = FilePath(try #require(verification["otherArchive"] as? String))
            #expect(try scratch.files.status(of: other, followingLinks: true) != nil)
            // The copy itself is gone.
            #expect(
                try scratch.files.names(in: other.removingLastComponent()) == [
                    ".lock", "telling-\(try BuiltTool.architecture).zip",
                ])
        }

        /// An archive is built again by its provenance; neighbouring packages are copied too, and their paths are not in
        /// the archive.
        @Test func neighbours() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            try scratch.writeFleet(in: "two words")
            try scratch.write(".build/\n", to: "two words/.gitignore")
            try await makeRepository(of: scratch.appending("two words"))
            let package = scratch.appending("two words").appending("fleet")
            let options = ["--provenance", "--compression", "1"]
            let packaged = try await BuiltTool.run(["package"] + options, in: package)
            try #require(packaged.status == 0, "\(packaged.error)")
            let result = try await BuiltTool.run(["verify", "Orders", "--format", "json"], in: package)
            #expect(result.status == 0, "\(result.error)")
            #expect(try result.diagnosticIdentifiers == ["verify.identical"])
            #expect((try result.json["verification"] as? [String: Any])?["identical"] as? Bool == true)
        }
    }
}

extension LiveFileSystem {
    fileprivate func makeFile(_ path: FilePath, text: String) throws {
        try makeDirectory(path.removingLastComponent())
        try write(Array(text.utf8), to: path, permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
}
