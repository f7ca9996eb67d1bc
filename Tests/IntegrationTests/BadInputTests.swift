import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// Packages, configurations and calls that cannot be packaged.
    @Suite struct BadInputTests {
        /// A directory without Package.swift is refused with a hint.
        @Test func noPackage() async throws {
            let scratch = try ScratchDirectory()
            let result = try await BuiltTool.run(["package", "--format", "json"], in: scratch.path)
            #expect(result.status == 65)
            #expect(try result.diagnosticIdentifiers == ["package.not-found"])
            #expect(result.error.contains("hint: run the command in the package's directory"))
            #expect(try scratch.files.names(in: scratch.path).isEmpty)
        }

        /// A manifest that does not compile is reported with SwiftPM's own words.
        @Test func badManifest() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            try scratch.write(
                "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Pakage()\n",
                to: "p/Package.swift")
            let result = try await BuiltTool.run(["package"], in: scratch.appending("p"))
            #expect(result.status == 65)
            #expect(result.error.contains("cannot find 'Pakage' in scope"))
        }

        /// A missing TMPDIR is reported as such, not as a fault of the package or the compiler.
        @Test(
            arguments: ["package", "terraform", "sdk list", "invoke"])
        func missingTMPDIR(command: String) async throws {
            let scratch = try ScratchDirectory()
            try scratch.write("// swift-tools-version: 6.0", to: "Package.swift")
            let result = try await BuiltTool.run(
                command.split(separator: " ").map(String.init) + ["--format", "json"], in: scratch.path,
                environment: ["TMPDIR": scratch.appending("nowhere").string])
            #expect(result.status == 74)
            #expect(try result.diagnosticIdentifiers == ["host.temporary-directory"])
        }

        /// The compiler's messages are shown once.
        @Test func notCompiling() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("Broken", source: "let number: Int = \"seven\"\nprint(number)\n")
            let result = try await BuiltTool.run(["package", "--format", "json"], in: package)
            #expect(result.status == 1)
            let message = "Broken.swift:1:19: error: cannot convert value of type 'String' to specified type 'Int'"
            #expect(result.error.components(separatedBy: message).count == 2)
            #expect(result.error.hasSuffix("swift build exited with status 1; its messages are above.\n"))
            #expect(try result.diagnosticIdentifiers == ["build.failed"])
        }

        /// A path that Swift may fail to build in is reported as the likely cause.
        @Test(
            arguments: ["\"quoted\"", "100% sure"])
        func oddPath(directory: String) async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("\(directory)/Odd", source: "print(1)\n")
            let result = try await BuiltTool.run(["package"], in: package)
            // Where Swift can build, swiftlambda can package.
            #expect(result.status == 0 || result.error.contains("hint: Swift builds can fail in a path with"))
        }

        /// A package without an executable, and a product that is a library, are refused.
        @Test func noExecutable() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writePackage(
                "parts", products: ".library(name: \"Parts\", targets: [\"Parts\"])",
                targets: ".target(name: \"Parts\")")
            try scratch.write("public let part = 1\n", to: "parts/Sources/Parts/Parts.swift")
            let bare = try await BuiltTool.run(["package", "--format", "json"], in: package)
            #expect(bare.status == 65)
            #expect(try bare.diagnosticIdentifiers == ["package.no-executable"])

            try scratch.writePackage(
                "parts", products: ".library(name: \"Parts\", targets: [\"Parts\"])",
                targets: ".target(name: \"Parts\"), .executableTarget(name: \"Orders\")")
            try scratch.write("print(1)\n", to: "parts/Sources/Orders/main.swift")
            try scratch.write(
                "version: 1\nfunctions:\n  orders:\n    product: Parts\n  returns: { product: Ordesr }\n",
                to: "parts/swiftlambda.yaml")
            let library = try await BuiltTool.run(["package", "--format", "json"], in: package)
            #expect(library.status == 65)
            #expect(try library.diagnosticIdentifiers == ["package.not-executable", "package.unknown-product"])
            #expect(library.error.contains("swiftlambda.yaml:4:5: error: the product 'Parts' is a library"))
            #expect(library.error.contains("hint: did you mean 'Orders'?"))
        }

        /// An unknown function is refused with the nearest name.
        @Test(arguments: ["package", "terraform"])
        func unknownFunction(command: String) async throws {
            let result = try await Fixtures.greeter.run([command, "gretter", "--format", "json"])
            #expect(result.status == 64)
            #expect(try result.diagnosticIdentifiers == ["project.unknown-function"])
            #expect(result.error.contains("hint: did you mean 'greeter'?"))
        }

        /// The other architecture is refused with a list of what it needs.
        @Test func foreignArchitecture() async throws {
            let foreign = try BuiltTool.foreignArchitecture
            let greeter = try await Fixtures.greeter
            let empty = greeter.scratch.appending("no-sdks").string
            let arguments = ["package", "--arch", foreign.rawValue, "--swift-sdks-path", empty, "--format", "json"]
            // An engine that answers would be taken in the place of what is missing.
            for engine in ["docker", "podman", "finch", "container"] {
                try greeter.scratch.write(
                    "#!/bin/sh\necho not today >&2; exit 1\n", to: "silent/\(engine)",
                    permissions: .ownerReadWriteExecute)
            }
            let programs = greeter.scratch.appending("silent").string + ":\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
            let result = try await greeter.run(arguments, environment: ["PATH": programs])
            #expect(result.status == 69)
            #expect(try result.diagnosticIdentifiers == ["build.no-builder"])
            #expect(result.error.contains("swiftlambda package --arch \(foreign) --builder container"))
            #expect(result.error.contains("docker is installed but does not respond."))
            #expect(result.error.contains("swift sdk install https://"))
            #expect(result.error.contains("swiftlambda sdk make --from debian --arch \(foreign)"))
            let native = try await greeter.run(arguments + ["--builder", "native"])
            #expect(native.status == 69)
            #expect(try native.diagnosticIdentifiers == ["build.wrong-host"])
            #expect(native.error.contains("hint: use --arch \(try BuiltTool.architecture)"))
        }

        /// The error about a missing toolchain names it.
        @Test func noToolchain() async throws {
            let result = try await Fixtures.greeter.run(["package"], environment: ["PATH": "/nowhere"])
            #expect(result.status == 69)
            #expect(result.error.contains("error: no Swift toolchain found"))
        }

        /// An invalid configuration is reported with file, line and column.
        @Test(
            arguments: [
                ("version: 1\nfunctions:\n  greeter: [\n", "swiftlambda.yaml:4:1: ", "the YAML cannot be read"),
                ("version: 1\nfunctions:\n  greeter:\n    memroy: 256\n", "swiftlambda.yaml:4:5: ", "'memory'"),
                ("version: 1\nfunctions:\n  greeter:\n    memory: much\n", "swiftlambda.yaml:4:13: ", "memory"),
                ("version: 1\nfunctions:\n  greeter:\n    memory: 64\n", "swiftlambda.yaml:4:5: ", "128"),
                ("version: 1\nfunctions:\n  greeter:\n    timeout: 901\n", "swiftlambda.yaml:4:5: ", "900"),
                ("version: 1\nregions: [eu-wset-1]\n", "swiftlambda.yaml:2:11: ", "eu-west-1"),
                ("version: 2\n", "swiftlambda.yaml:1:10: ", "version: 1"),
                ("", "swiftlambda.yaml: ", "empty"),
            ])
        func configuration(yaml: String, place: String, mention: String) async throws {
            let scratch = try ScratchDirectory()
            try scratch.write(yaml, to: "swiftlambda.yaml")
            let result = try await BuiltTool.run(["terraform", "--format", "json"], in: scratch.path)
            #expect(result.status == 65)
            #expect(result.error.hasPrefix(place))
            #expect(result.error.contains(mention))
            #expect(try !result.diagnosticIdentifiers.isEmpty)
        }

        /// A package path that begins with a dash is a path.
        @Test func leadingDash() async throws {
            let scratch = try ScratchDirectory()
            try scratch.write("version: 1\nregions: [eu-west-1]\nfunctions: { a: {} }\n", to: "-dash/swiftlambda.yaml")
            let result = try await BuiltTool.run(["terraform", "--package-path=-dash"], in: scratch.path)
            #expect(result.status == 0, "\(result.error)")
            #expect(try scratch.text(of: "-dash/terraform/a.tf").contains("aws_lambda_function"))
        }
    }
}
