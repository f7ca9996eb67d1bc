import ELF
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building
@testable import ELFTestSupport

/// The objects that are linked into programs, compiled by a clang that only writes its output.
@Suite struct CompatibilityObjectsTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write("", to: "usr/bin/clang")
        processes.answer("clang") { [scratch] command in
            let output = try #require(command.arguments.last)
            try scratch.write("object", to: "objects/\(output)")
            return ProcessResult(end: .exited(0), output: [], error: [])
        }
    }

    private func writeLibrary(_ newest: String) throws {
        var builder = ELFBuilder()
        builder.definitions = ["libm.so.6", "GLIBC_2.2.5", newest]
        builder.functions = [
            .init(name: "hypot", version: "GLIBC_2.2.5", isDefault: newest == "GLIBC_2.2.5"),
            .init(name: "hypot", version: newest),
        ]
        try scratch.files.write(
            builder.build().bytes, to: scratch.appending("libm.so.6"), permissions: .ownerReadWrite)
    }

    private func objects(
        runtime: LambdaRuntime = .providedAL2023, architecture: Architecture = .x86_64
    ) async throws -> [String] {
        let path = scratch.appending("libm.so.6")
        let status = try #require(try scratch.files.status(of: path, followingLinks: true))
        let made = try await CompatibilityObjects(
            files: scratch.files, directory: scratch.appending("objects"), architecture: architecture,
            limits: runtime.newestSymbolVersions
        )
        .make(
            for: [.init(name: "libm.so.6", path: path, status: status)],
            toolchain: {
                Toolchain(
                    swift: "/usr/bin/swift", compilerVersion: "", triple: "",
                    programsDirectory: scratch.appending("usr/bin"))
            }, on: .testing(files: scratch.files, processes: processes))
        return made.compactMap { $0.lastComponent?.string }
    }

    /// Clang runs once for each object, and not again while the libraries are unchanged.
    @Test func compiledOnce() async throws {
        try writeLibrary("GLIBC_2.35")
        let made = try await objects()
        #expect(made.map { $0.prefix { $0 != "-" } } == ["forwarders", "definitions"])
        let commands = processes.commands
        #expect(commands.map(\.workingDirectory) == [scratch.appending("objects"), scratch.appending("objects")])
        #expect(commands.allSatisfy { $0.executable == scratch.appending("usr/bin/clang").string })
        let stems = made.map { String($0.dropLast(2)) }
        #expect(
            commands.map(\.arguments) == [
                ["--target=x86_64-unknown-linux-gnu", "-c", "\(stems[0]).s", "-o", "\(stems[0]).o"],
                [
                    "--target=x86_64-unknown-linux-gnu", "-std=c17", "-O2", "-fPIC", "-ffreestanding",
                    "-ffunction-sections", "-fno-ident", "-c", "\(stems[1]).c", "-o", "\(stems[1]).o",
                ],
            ])
        #expect(try await objects() == made)
        #expect(processes.commands.count == 2)
        // Another architecture has others, and these stay.
        #expect(try await objects(architecture: .arm64) != made)
        #expect(try await objects() == made)
        #expect(processes.commands.count == 4)
        try scratch.files.remove(scratch.appending("objects/\(made[0])"))
        #expect(try await objects() == made)
        #expect(processes.commands.count == 6)
    }

    /// A new library is read again, and objects with new content get new names.
    @Test func anotherLibrary() async throws {
        try writeLibrary("GLIBC_2.35")
        let former = try await objects()
        try writeLibrary("GLIBC_2.36")
        let made = try await objects()
        #expect(made[0] != former[0])
        #expect(made[1] == former[1])
    }

    /// Nothing is compiled if nothing is needed, or if the runtime is so old that a program would not start.
    @Test func unneeded() async throws {
        try writeLibrary("GLIBC_2.34")
        #expect(try await objects().isEmpty)
        #expect(try await objects().isEmpty)
        #expect(processes.commands.isEmpty)
    }

    /// If clang fails, the error has its message and a workaround.
    @Test func failure() async throws {
        try writeLibrary("GLIBC_2.35")
        processes.answer("clang", error: "error: unknown directive", status: 1)
        let error = await #expect(throws: BuildError.self) { try await objects() }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "build.no-forwarders")
        #expect(diagnostic.explanation == "error: unknown directive")
        #expect(diagnostic.hints.first?.contains("--no-forward") == true)
    }
}
