import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// What `inspect` says of programs that need neither a loader nor a C library: real ones of musl, and for both
/// architectures such as the toolchain's own compiler makes.
@Suite(.requires(program: "musl-gcc")) struct StaticBinaryTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func inspect(_ name: String, _ arguments: [String] = []) async throws -> ToolResult {
        try await BuiltTool.run(["inspect", name, "--format", "json"] + arguments, in: scratch.path)
    }

    private func expectStatic(_ name: String, _ architecture: Architecture) async throws {
        for runtime in ["provided.al2023", "provided.al2"] {
            let result = try await inspect(name, ["--runtime", runtime])
            #expect(result.status == 0, "\(result.error)")
            let json = try result.json
            #expect(json["architecture"] as? String == architecture.rawValue)
            #expect((json["requirements"] as? [Any])?.isEmpty == true)
            #expect((json["libraries"] as? [Any])?.isEmpty == true)
            #expect((json["binary"] as? [String: Any])?["isStaticallyLinked"] as? Bool == true)
        }
        let text = try await BuiltTool.run(["inspect", name], in: scratch.path)
        #expect(
            text.output.contains(
                "\(architecture) for provided.al2023, statically linked\nC library: part of the program\nNo problems found."
            ))
    }

    private func archive(_ program: String, as name: String) async throws {
        try await succeeding(
            "sh",
            [
                "-c", "mkdir d && cp \"$1\" d/bootstrap && cd d && zip -q ../\"$2\" bootstrap && rm -r ../d", "sh",
                program, name,
            ], in: scratch.path)
    }

    /// A static musl program starts on both runtimes, and so does its archive.
    @Test func musl() async throws {
        try scratch.write("#include <stdio.h>\nint main(void) { return puts(\"hello\") < 0; }\n", to: "hello.c")
        try await succeeding("musl-gcc", ["-static", "hello.c", "-o", "static"], in: scratch.path)
        #expect(try await succeeding("./static", [], in: scratch.path) == "hello\n")
        let architecture = try BuiltTool.architecture
        try await expectStatic("static", architecture)
        try await archive("static", as: "static.zip")
        try await expectStatic("static.zip", architecture)
    }

    /// A position-independent static musl program starts, too.
    @Test func positionIndependentMusl() async throws {
        try scratch.write("#include <stdio.h>\nint main(void) { return puts(\"hello\") < 0; }\n", to: "hello.c")
        try await succeeding("musl-gcc", ["-fPIE", "-c", "hello.c"], in: scratch.path)
        let triple = try BuiltTool.architecture == .arm64 ? "aarch64-linux-musl" : "x86_64-linux-musl"
        let files = ["rcrt1.o", "crti.o", "libc.a", "crtn.o"].map { "/usr/lib/\(triple)/\($0)" }
        try await succeeding(
            "ld",
            ["-static", "-pie", "--no-dynamic-linker", "-z", "text", "-o", "pie", files[0], files[1], "hello.o"]
                + files[2...], in: scratch.path)
        #expect(try await succeeding("./pie", [], in: scratch.path) == "hello\n")
        try await expectStatic("pie", try BuiltTool.architecture)
    }

    /// A program that is linked to musl dynamically is refused, with the way to link it.
    @Test func dynamicMusl() async throws {
        try scratch.write("int main(void) { return 0; }\n", to: "main.c")
        try await succeeding("musl-gcc", ["main.c", "-o", "dynamic"], in: scratch.path)
        let result = try await inspect("dynamic")
        #expect(result.status == ExitStatus.unsatisfied.rawValue)
        #expect(try result.diagnosticIdentifiers == ["elf.interpreter-missing", "elf.library-missing"])
        #expect(result.error.contains("musl was linked dynamically"))
        #expect(result.error.contains("link it fully statically") && !result.error.contains("--bundle auto"))
    }

    /// Static programs of both architectures, at a fixed address or position-independent.
    @Test(
        .requires(program: "clang"),
        arguments: ["-static", "-static-pie"], [Architecture.arm64, .x86_64])
    func bothArchitectures(link: String, architecture: Architecture) async throws {
        try scratch.write(
            """
            void _start(void) {
            #ifdef __aarch64__
                register long number __asm__("x8") = 93;
                register long status __asm__("x0") = 0;
                __asm__ volatile("svc 0" ::"r"(number), "r"(status));
            #else
                __asm__ volatile("syscall" ::"a"(60), "D"(0));
            #endif
                __builtin_unreachable();
            }
            """, to: "start.c")
        let triple = architecture == .arm64 ? "aarch64-linux-musl" : "x86_64-linux-musl"
        try await succeeding(
            "clang", ["--target=\(triple)", "-nostdlib", "-fPIE", link, "-fuse-ld=lld", "start.c", "-o", "start"],
            in: scratch.path)
        try await expectStatic("start", architecture)
        try await archive("start", as: "start.zip")
        try await expectStatic("start.zip", architecture)
    }
}
