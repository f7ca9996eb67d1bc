import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// The Swift SDK for arm64 that the tests cross-build with, made from Debian's packages when it is missing.
///
/// It lies outside the checkout, under its version, and is made once.
enum DebianSDK {
    /// Where it is kept; `sdk make` itself keeps it when it is sound.
    static var store: FilePath {
        OwnEnvironment.cache.pushing("swiftlambda/swift-sdks")
    }

    /// The SDK as `sdk make` tells it.
    struct Made: Sendable {
        var id: String
        var sysroot: FilePath
    }

    private static let making = Task {
        let result = try await BuiltTool.run(
            ["sdk", "make", "--from", "debian", "--arch", "arm64", "--output", store.string, "--format", "json"],
            in: BuiltTool.root, timeLimit: .seconds(1200))
        try #require(result.status == 0, "\(result.error)")
        let sdks = try #require(try result.json["sdks"] as? [[String: Any]])
        let sdk = try #require(sdks.first)
        let target = try #require((sdk["targets"] as? [[String: Any]])?.first)
        return Made(
            id: try #require(sdk["id"] as? String), sysroot: FilePath(try #require(target["sdkRoot"] as? String)))
    }

    static func made() async throws -> Made { try await making.value }
}

@Suite(.serialized, .requires(program: "dpkg-deb"))
struct CrossBuildTests {
    private let scratch: ScratchDirectory

    init() throws {
        // SwiftPM cannot build where a path has a quotation mark.
        scratch = try ScratchDirectory(isPlain: true)
    }

    private func package(_ arguments: [String], in directory: FilePath) async throws -> ToolResult {
        try await BuiltTool.run(
            ["package", "--format", "json"] + arguments, in: directory,
            environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string], timeLimit: .seconds(1200))
    }

    @Test func whatWasMadeIsListedAndFits() async throws {
        let sdk = try await DebianSDK.made()
        let result = try await BuiltTool.run(
            ["sdk", "check", sdk.id, "--swift-sdks-path", DebianSDK.store.string, "--format", "json"],
            in: scratch.path)
        #expect(result.status == 0, "\(result.error)")
        let target = try #require(
            ((try result.json["sdks"] as? [[String: Any]])?.first?["targets"] as? [[String: Any]])?.first)
        #expect(target["architecture"] as? String == "arm64")
        #expect(target["libc"] as? String == "glibc")
        #expect(target["fits"] as? Bool == true)
    }

    @Test func aFunctionIsBuiltForArm64AndAsksForMoreThanTheRuntimeHas() async throws {
        let sdk = try await DebianSDK.made()
        let package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "Greeter")
        let result = try await self.package(
            ["--arch", "arm64", "--swift-sdk", sdk.id, "--bundle", "none", "--no-forward"], in: package)
        #expect(result.status == ExitStatus.unsatisfied.rawValue)
        // GCC 14's libstdc++ is newer than that of the runtime, too.
        #expect(try result.diagnosticIdentifiers == ["elf.glibc-too-new", "elf.glibcxx-too-new"])
        #expect(result.error.contains("Building for arm64: the Swift SDK 'debian-trixie-swift-"))
    }

    @Test(.requires(program: "qemu-aarch64-static"))
    func whatIsBuiltForArm64AnswersAnEvent() async throws {
        let sdk = try await DebianSDK.made()
        let package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "Greeter")
        let result = try await self.package(
            ["--arch", "arm64", "--swift-sdk", sdk.id, "--bundle", "none"], in: package)
        #expect(result.status == 0, "\(result.error)")
        let binary = package.pushing(
            FilePath(".build/swiftlambda/.scratch/sdk/\(sdk.id)_aarch64-unknown-linux-gnu/release/Greeter"))
        let header = try scratch.files.read(binary, limit: 1 << 30)
        // EM_AARCH64 at e_machine.
        #expect(header[18] == 183)

        let runtime = try RuntimeAPIStandIn(event: #"{"name": "Ana"}"#)
        defer { runtime.stop() }
        let function = Process()
        function.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // What is linked asks for the loader of an archive, which is not there.
        let loader = sdk.sysroot.appending("lib").appending("ld-linux-aarch64.so.1")
        function.arguments = ["qemu-aarch64-static", "-L", sdk.sysroot.string, loader.string, binary.string]
        function.environment = ownEnvironment.merging(["AWS_LAMBDA_RUNTIME_API": runtime.address]) { $1 }
        function.currentDirectoryURL = URL(fileURLWithPath: package.string)
        try function.run()
        defer { function.terminate() }
        let answer = try #require(try await runtime.waitForAnswer(within: .seconds(60)))
        #expect(answer.path.contains(RuntimeAPIStandIn.requestID))
        #expect(answer.body.contains("Ana"))
    }
}
