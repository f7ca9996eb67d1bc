import Foundation
import Model
import TestSupport
import Testing

@testable import Commands

@Suite(.serialized) struct SDKMakeCommandTests {
    private let processes = ScriptedProcessRunner()

    init() {
        answer("Swift version 6.3.1 (swift-6.3.1-RELEASE)")
    }

    private func answer(_ version: String) {
        processes.answer(
            "swift", ["-print-target-info"],
            output: """
                {"compilerVersion": "\(version)", "target": {"triple": "x86_64-unknown-linux-gnu"},
                 "paths": {"runtimeResourcePath": "/x/lib/swift"}}
                """)
    }

    private func run(_ arguments: [String]) async -> Run {
        await Run(["sdk", "make", "--from", "toolchain"] + arguments, processes: processes)
    }

    @Test func withoutArchiveTheAddressesAndTheNextCommandAreTheResult() async {
        let run = await run([])
        #expect(run.status == .success)
        #expect(run.error.isEmpty)
        #expect(
            run.output == """
                Swift for amazonlinux2023 on arm64:

                  archive:    https://download.swift.org/swift-6.3.1-release/amazonlinux2023-aarch64/swift-6.3.1-RELEASE/swift-6.3.1-RELEASE-amazonlinux2023-aarch64.tar.gz
                  signature:  https://download.swift.org/swift-6.3.1-release/amazonlinux2023-aarch64/swift-6.3.1-RELEASE/swift-6.3.1-RELEASE-amazonlinux2023-aarch64.tar.gz.sig

                Download both into one directory, then run there:

                  swiftlambda sdk make --from toolchain --arch arm64 --archive swift-6.3.1-RELEASE-amazonlinux2023-aarch64.tar.gz --image docker.io/library/swift:6.3.1-amazonlinux2023

                """)
    }

    @Test func theAddressesAreJSONWhereThatIsAskedFor() async throws {
        let run = await run(["--arch", "arm64", "--arch", "x86_64", "--platform", "ubuntu22.04", "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let downloads = try #require(object["downloads"] as? [[String: String]])
        #expect(downloads.map { $0["architecture"] } == ["arm64", "x86_64"])
        #expect(downloads[1]["platform"] == "ubuntu22.04")
        #expect(
            downloads[1]["archive"]?.hasSuffix("/ubuntu2204/swift-6.3.1-RELEASE/swift-6.3.1-RELEASE-ubuntu22.04.tar.gz")
                == true)
        #expect((object["sdks"] as? [Any])?.isEmpty == true)
    }

    @Test func aCompilerThatIsNoReleaseHasNoAddress() async {
        answer("Swift version 6.4-dev (LLVM abc)")
        let run = await run([])
        #expect(run.status == .unavailable)
        #expect(run.error.contains("swift.org has no archive for 'Swift version 6.4-dev (LLVM abc)'"))
    }

    @Test(arguments: [
        (["--archive", "a.tar.gz"], "Specify what to link against"),
        (["--download"], "Specify what to link against"),
        (["--archive", "a", "--image", "x", "--rpm", "y"], "exclude each other"),
        (["--archive", "a", "--download", "--image", "x"], "exclude each other"),
        (["--image", "x"], "Specify --archive or --download"),
        (["--signature", "s"], "--signature needs --archive"),
        (["--archive", "a", "--sysroot-directory", "/", "--engine", "docker"], "--engine needs --image"),
        (["--archive", "a", "--image", "x", "--arch", "arm64", "--arch", "x86_64"], "specify --arch once"),
        (["--platform", "../x"], "is not a platform"), (["--complete"], "need --from debian"),
        (["--sysroot", "bullseye"], "need --from debian"),
    ])
    func whatDoesNotGoTogetherIsWrongUsage(arguments: [String], message: String) async {
        let run = await run(arguments)
        #expect(run.status == .usage)
        #expect(run.error.contains(message))
        #expect(processes.commands.isEmpty)
    }

    @Test func theOptionsOfAnArchiveAreNotThoseOfPackages() async {
        let run = await Run(["sdk", "make", "--from", "debian", "--archive", "a"], processes: processes)
        #expect(run.status == .usage)
        #expect(run.error.contains("need --from toolchain"))
    }
}
