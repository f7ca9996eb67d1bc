import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// The version of this machine's glibc, or `nil` where it has another C library.
private func glibcVersion() async throws -> DottedVersion? {
    guard try liveProcesses().locate("getconf") != nil else { return nil }
    let result = try await runTool("getconf", ["GNU_LIBC_VERSION"])
    return result.output.split(separator: " ").last.flatMap { DottedVersion($0.trimmingCharacters(in: .newlines)) }
}

extension ToolTests {
    /// What the audit makes of binaries that this machine's compiler makes.
    @Suite struct AuditTests {
        /// A function that requires a newer glibc is refused, and its previous archive stays.
        @Test(
            .enabled(
                "this machine's glibc is older than 2.35, so that Foundation asks for nothing newer than Lambda has"
            ) {
                guard let version = try await glibcVersion(), let first = DottedVersion("2.35") else { return false }
                return version >= first
            })
        func newerGlibc() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let package = try scratch.writeExecutable("Clock", source: "print(1)\n")
            let good = try await BuiltTool.run(["package", "--no-forward"], in: package)
            try #require(good.status == 0, "\(good.error)")
            let outputs = try FunctionOutputs(
                of: "Clock", in: package.appending(".build").appending("swiftlambda"), files: scratch.files)
            let before = try (archive: outputs.archiveStatus, manifest: outputs.manifest.archive.sha256)

            try scratch.write(
                "import Foundation\n\nprint(try JSONEncoder().encode([1.5]).count)\n",
                to: "Clock/Sources/Clock/Clock.swift")
            let refused = try await BuiltTool.run(
                ["package", "--bundle", "none", "--no-forward", "--format", "json"], in: package)
            #expect(refused.status == 1)
            #expect(refused.error.contains("hypot") && refused.error.contains("glibc 2.35"))
            #expect(refused.error.contains("hint: build it on Amazon Linux 2023"))
            #expect(try refused.diagnosticIdentifiers.contains("elf.glibc-too-new"))
            let function = try #require((refused.json["functions"] as? [[String: Any]])?.first)
            #expect(function["outcome"] as? String == "refused")
            #expect(try outputs.archiveStatus == before.archive)
            #expect(try outputs.manifest.archive.sha256 == before.manifest)
            #expect(try outputs.temporaries.isEmpty)

            // Symbols tell more of the linked binary than of the stripped one, and are refused for the same reason.
            let linked = package.appending(".build/swiftlambda/.scratch/no-forward/native/release/Clock")
            let inspected = try await BuiltTool.run(["inspect", linked.string], in: package)
            #expect(inspected.status == 1)
            #expect(inspected.error.contains("hypot"))
        }

        /// An older runtime is compared with its own glibc.
        @Test func olderRuntime() async throws {
            let greeter = try await Fixtures.greeter
            let before = try greeter.outputs().archiveStatus
            let result = try await greeter.run([
                "package", "--runtime", "provided.al2", "--bundle", "none", "--format", "json",
            ])
            #expect(result.status == 1)
            #expect(try result.diagnosticIdentifiers.contains("elf.glibc-too-new"))
            #expect(result.error.contains("provided.al2 has 2.26"))
            #expect(try greeter.outputs().archiveStatus == before)
        }

        /// Secrets among the included files are a warning, not an error.
        @Test func secrets() async throws {
            let greeter = try await Fixtures.greeter
            for name in ["site/.env", "site/.aws/credentials", "site/keys/server.pem", "site/.git/HEAD"] {
                try greeter.scratch.write("secret", to: name)
            }
            let output = greeter.scratch.appending("secrets")
            let result = try await greeter.run([
                "package", "--include", greeter.scratch.appending("site").string, "--output", output.string,
            ])
            #expect(result.status == 0)
            for path in ["site/.env", "site/.aws/credentials", "site/keys/server.pem", "site/.git"] {
                #expect(result.error.contains("warning: '\(path)' looks like"))
            }
            #expect(
                try greeter.outputs(in: output).manifest.audit.findings.map(\.identifier)
                    == Array(repeating: "archive.secret", count: 4))
        }
    }
}
