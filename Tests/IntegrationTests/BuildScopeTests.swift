import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What of a package is built, and with which options.
    @Suite struct BuildScopeTests {
        /// Two functions, and a program that compiles nowhere.
        private func writeShop(in scratch: ScratchDirectory) throws -> FilePath {
            for name in ["One", "Two"] {
                try scratch.write(
                    "#if LOUD\nprint(\"\(name.uppercased())!\")\n#else\nprint(\"\(name)\")\n#endif\n",
                    to: "shop/Sources/\(name)/main.swift")
            }
            try scratch.write("this is not Swift\n", to: "shop/Sources/Broken/main.swift")
            return try scratch.writePackage(
                "shop",
                targets: ["One", "Two", "Broken"].map { ".executableTarget(name: \"\($0)\")" }.joined(separator: ", "))
        }

        /// Only the functions that are asked for are built, with the options that are asked for.
        @Test func onlyWhatIsAskedFor() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try writeShop(in: scratch)
            let result = try await BuiltTool.run(["package", "One", "Two", "--bundle", "libc"], in: package)
            #expect(result.status == 0, "\(result.error)")
            let output = package.appending(".build").appending("swiftlambda")
            let before = try FunctionOutputs(of: "Two", in: output, files: scratch.files).archiveBytes

            let loud = try await BuiltTool.run(
                ["package", "Two", "--bundle", "libc", "--", "-Xswiftc", "-DLOUD"], in: package)
            #expect(loud.status == 0, "\(loud.error)")
            let two = try FunctionOutputs(of: "Two", in: output, files: scratch.files)
            #expect(try two.archiveBytes != before)
            #expect(try two.manifest.tools.buildArguments == ["-Xswiftc", "-DLOUD"])

            let refused = try await BuiltTool.run(["package", "Two", "--", "--product", "One"], in: package)
            #expect(refused.status == ExitStatus.usage.rawValue)
            #expect(refused.error.contains("'--product' cannot be passed"))
        }

        /// A missing include and a read-only directory are reported before the build.
        @Test func beforeTheBuild() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try writeShop(in: scratch)
            // Had it been built, the error would be that it does not compile.
            for arguments in [["--include", "nope"], ["--include", "Package.swift=bootstrap"]] {
                let result = try await BuiltTool.run(["package", "Broken"] + arguments, in: package)
                #expect(result.status == ExitStatus.badInput.rawValue, "\(result.error)")
            }
            try scratch.write("a file", to: "taken")
            let result = try await BuiltTool.run(
                ["package", "Broken", "--output", scratch.appending("taken").string], in: package)
            #expect(result.status == ExitStatus.inputOutput.rawValue, "\(result.error)")
            #expect(
                try scratch.files.status(
                    of: package.appending(".build/swiftlambda/.scratch/native/release"), followingLinks: true) == nil)
        }

        /// Nothing is left in TMPDIR but SwiftPM's locks.
        @Test func temporaries() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try writeShop(in: scratch)
            // The description is kept, so that only the build runs the second time.
            _ = try await BuiltTool.run(["package", "One"], in: package)
            let temporary = scratch.appending("temporary files")
            try scratch.files.makeDirectory(temporary)
            let result = try await BuiltTool.run(
                ["package", "One", "--bundle", "libc"], in: package, environment: ["TMPDIR": temporary.string])
            #expect(result.status == 0, "\(result.error)")
            #expect(try scratch.files.names(in: temporary).allSatisfy { !$0.hasPrefix("TemporaryDirectory") })
            #expect(
                try scratch.files.status(
                    of: package.appending(".build").appending("swiftlambda").appending(".scratch").appending("tmp"),
                    followingLinks: true) == nil)
        }
    }

    /// Code whose bytes depend on the length of its file's path, unless the compiler knows it by another.
    @Suite struct EscapingClosureTests {
        private static let check = """
            public func each(_ body: (Int) -> Void) {
                withoutActuallyEscaping(body) { escaping in [escaping].forEach { $0(1) } }
            }

            """

        /// A check for escaping closures gives the same bytes in any directory, also in neighbouring packages.
        @Test func sameBytes() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            var archives: [[UInt8]] = []
            for directory in ["a", "a much longer/path to/another checkout"] {
                try scratch.writePackage(
                    "\(directory)/parts", products: ".library(name: \"Parts\", targets: [\"Parts\"])",
                    targets: ".target(name: \"Parts\")")
                try scratch.write(Self.check, to: "\(directory)/parts/Sources/Parts/Parts.swift")
                let package = try scratch.writePackage(
                    "\(directory)/shop", dependencies: ".package(path: \"../parts\")",
                    targets: """
                        .executableTarget(name: "Shop", dependencies: [.product(name: "Parts", package: "parts")])
                        """)
                try scratch.write(
                    "import Parts\n" + Self.check.replacing("public func each", with: "func own")
                        + "own { print($0) }\neach { print($0 + 1) }\nlet unused: Int? = 1 + 1 as Int\n",
                    to: "\(directory)/shop/Sources/Shop/main.swift")
                let result = try await BuiltTool.run(
                    ["package", "--bundle", "libc", "--compression", "0"], in: package)
                try #require(result.status == 0, "\(result.error)")
                #expect(!result.error.contains("paths-of-one-length"))
                archives.append(
                    try FunctionOutputs(
                        of: "Shop", in: package.appending(".build").appending("swiftlambda"), files: scratch.files
                    ).archiveBytes)
            }
            #expect(archives.first == archives.last)
        }

        /// The compiler's messages show the original paths.
        @Test func diagnostics() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("faulty", source: "let x: Int = \"\"\n")
            let result = try await BuiltTool.run(["package"], in: package)
            #expect(result.status == ExitStatus.unsatisfied.rawValue)
            let real = try scratch.files.realPath(package)
            #expect(result.error.contains("\(real)/Sources/faulty/faulty.swift:1:14: error:"), "\(result.error)")
            #expect(!result.error.contains("paths-of-one-length"))
        }
    }

    /// A repository that belongs to somebody else, as in many containers.
    @Suite struct ForeignRepositoryTests {
        /// The commit of a repository of another user is in the manifest.
        @Test(.requires(program: "setpriv"))
        func foreignRepository() async throws {
            guard getuid() == 0 else { return }
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("shop", source: "print(1)\n")
            try await makeRepository(of: package)
            try await succeeding("chown", ["-R", "65534", package.string])
            let result = try await BuiltTool.run(["package", "--bundle", "libc"], in: package)
            #expect(result.status == 0, "\(result.error)")
            let outputs = try FunctionOutputs(
                of: "shop", in: package.appending(".build").appending("swiftlambda"), files: scratch.files)
            let isKnown = try outputs.manifest.git?.commit.count == 40
            #expect(isKnown || result.error.contains("safe.directory"))
        }
    }
}
