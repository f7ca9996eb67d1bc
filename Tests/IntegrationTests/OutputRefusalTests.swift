import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// A file system of its own in memory, mounted for as long as a closure runs.
private func withMount(_ options: String, at path: FilePath, _ body: () async throws -> Void) async throws {
    try await succeeding("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path.string])
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(try await body())
    } catch {
        outcome = .failure(error)
    }
    try await succeeding("umount", [path.string])
    try outcome.get()
}

/// Whether this process may mount file systems.
private func canMount() async throws -> Bool {
    guard try liveProcesses().locate("mount") != nil else { return false }
    let scratch = try ScratchDirectory(isPlain: true)
    let result = try await runTool("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", scratch.path.string])
    guard result.status == 0 else { return false }
    try await succeeding("umount", [scratch.path.string])
    return true
}

extension ToolTests {
    /// What happens where the system does not let the outputs be written.
    @Suite struct OutputRefusalTests {
        /// A full disk leaves the previous archive and no partial file.
        @Test(
            .requires("tmpfs", "this process may not mount a tmpfs", isPresent: canMount),
            arguments: [[], ["--symbols"]])
        func fullDisk(flags: [String]) async throws {
            let greeter = try await Fixtures.greeter
            let output = greeter.scratch.appending("small disk")
            try greeter.scratch.files.makeDirectory(output)
            let size = try greeter.outputs().archiveStatus.size + 1 << 20
            let noise = try await greeter.scratch.writeNoise(megabytes: 4, to: "some noise")
            try await withMount("size=\(size)", at: output) {
                let good = try await greeter.run(["package", "--output", output.string])
                try #require(good.status == 0, "\(good.error)")
                let outputs = try greeter.outputs(in: output)
                let before = try (outputs.archiveStatus, outputs.archiveBytes)

                let result = try await greeter.run(
                    ["package", "--include", noise.string, "--output", output.string, "--format", "json"] + flags)
                #expect(result.status == 74)
                #expect(result.error.contains("No space left on device"))
                #expect(result.error.contains("hint: free some space"))
                #expect(try result.diagnosticIdentifiers.count == 1)
                #expect(try outputs.temporaries.isEmpty)
                #expect(try outputs.archiveStatus == before.0)
                #expect(try outputs.archiveBytes == before.1)
            }
        }

        /// A command that fails because TMPDIR is full says so.
        @Test(
            .requires("tmpfs", "this process may not mount a tmpfs", isPresent: canMount))
        func fullTMPDIR() async throws {
            let scratch = try ScratchDirectory(isPlain: true)
            let temporary = scratch.appending("small")
            try scratch.files.makeDirectory(temporary)
            let function = try ScriptedFunction("echo ok")
            let archive = scratch.appending("function.zip")
            try scratch.files.makeDirectory(scratch.appending("function"))
            let noise = try await scratch.writeNoise(megabytes: 2, to: "function/noise")
            try scratch.files.copy(
                function.directory.appending("bootstrap"), to: scratch.appending("function/bootstrap"),
                permissions: FilePermissions(rawValue: 0o755))
            try await succeeding(
                "python3",
                [
                    "-m", "zipfile", "-c", archive.string, noise.string,
                    scratch.appending("function/bootstrap").string,
                ])
            try await withMount("size=1m", at: temporary) {
                let result = try await BuiltTool.run(
                    ["invoke", archive.string, "--isolation", "none", "--format", "json"],
                    in: scratch.path, environment: ["TMPDIR": temporary.string])
                #expect(result.status == 74)
                #expect(try result.diagnosticIdentifiers == ["host.temporary-directory-full"])
                #expect(result.output.contains(temporary.string))
            }
        }

        /// The error about a read-only output directory has the system's reason.
        @Test(
            .requires("tmpfs", "this process may not mount a tmpfs", isPresent: canMount))
        func readOnly() async throws {
            let greeter = try await Fixtures.greeter
            let output = greeter.scratch.appending("read-only")
            try greeter.scratch.files.makeDirectory(output)
            try await withMount("ro,size=64k", at: output) {
                for arguments in [["package"], ["terraform"]] {
                    let result = try await greeter.run(arguments + ["--output", output.string, "--format", "json"])
                    #expect(result.status == 74)
                    #expect(result.error.contains("Read-only file system"))
                    #expect(result.error.contains("or choose another directory"))
                    #expect(try result.diagnosticIdentifiers.count == 1)
                }
            }
        }

        /// An output directory below a file is refused.
        @Test(arguments: ["package", "terraform"])
        func belowFile(command: String) async throws {
            let greeter = try await Fixtures.greeter
            let result = try await greeter.run([command, "--output", "Package.swift/out", "--format", "json"])
            #expect(result.status == 74)
            #expect(try result.diagnosticIdentifiers.count == 1)
            #expect(result.error.contains("Not a directory"))
        }
    }
}
