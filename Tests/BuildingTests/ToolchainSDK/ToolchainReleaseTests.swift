import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct ToolchainReleaseTests {
    private func toolchain(_ version: String) -> Toolchain {
        Toolchain(
            swift: "/usr/bin/swift", compilerVersion: version, triple: "x86_64-unknown-linux-gnu",
            programsDirectory: "/usr/bin")
    }

    @Test func anArchiveForArm64HasItsArchitectureInDirectoryAndName() throws {
        let release = try ToolchainRelease(
            toolchain: toolchain("Swift version 6.3.1 (swift-6.3.1-RELEASE)"), platform: "amazonlinux2023",
            architecture: .arm64)
        #expect(
            release.url == "https://download.swift.org/swift-6.3.1-release/amazonlinux2023-aarch64/swift-6.3.1-RELEASE/"
                + "swift-6.3.1-RELEASE-amazonlinux2023-aarch64.tar.gz")
        #expect(release.signatureURL == release.url + ".sig")
        #expect(release.version == "6.3.1")
    }

    @Test func anArchiveForX86HasNoArchitectureAndItsDirectoryNoDot() throws {
        let release = try ToolchainRelease(
            toolchain: toolchain("Swift version 6.3 (swift-6.3-RELEASE)"), platform: "ubuntu22.04",
            architecture: .x86_64)
        #expect(
            release.url == "https://download.swift.org/swift-6.3-release/ubuntu2204/swift-6.3-RELEASE/"
                + "swift-6.3-RELEASE-ubuntu22.04.tar.gz")
        #expect(release.image == "docker.io/library/swift:6.3-jammy")
        #expect(
            release.makeCommand == "swiftlambda sdk make --from toolchain --arch x86_64 --archive "
                + "swift-6.3-RELEASE-ubuntu22.04.tar.gz --image docker.io/library/swift:6.3-jammy")
    }

    @Test(arguments: [
        "Swift version 6.4-dev (LLVM abc, Swift def)", "Apple Swift version 6.3 (swiftlang-6.3.0.1 clang-1)",
        "Swift version 6.3 (swift-DEVELOPMENT-SNAPSHOT-2026-01-01-a)",
    ])
    func aCompilerThatIsNoReleaseHasNoArchive(version: String) {
        let error = #expect(throws: ToolchainSDKError.self) {
            try ToolchainRelease(toolchain: toolchain(version), platform: "debian12", architecture: .arm64)
        }
        #expect(error?.diagnostics.first?.identifier == "sdk.no-release")
        #expect(error?.exitStatus == .unavailable)
    }

    @Test(arguments: [
        ("swift-6.3.1-RELEASE-amazonlinux2023-aarch64", "swift-6.3.1-RELEASE", "amazonlinux2023", Architecture.arm64),
        ("swift-6.3-RELEASE-ubuntu22.04", "swift-6.3-RELEASE", "ubuntu22.04", .x86_64),
    ])
    func aReleaseIsReadFromTheNameOfItsDirectory(
        name: String, tag: String, platform: String, architecture: Architecture
    ) throws {
        let release = try #require(ToolchainRelease(name: name))
        #expect(release.tag == tag)
        #expect(release.platform == platform)
        #expect(release.architecture == architecture)
        #expect(release.name == name)
    }

    @Test(arguments: [
        "swift-6.3.1-RELEASE_static-linux-0.1.0.artifactbundle", "swift", "", "swift-6.3.1-RELEASE-",
        "swift-6.3.1-RELEASE-Ubuntu", "x-6.3.1-RELEASE-ubuntu22.04",
    ])
    func otherNamesAreNone(name: String) {
        #expect(ToolchainRelease(name: name) == nil)
    }
}

@Suite struct ToolchainSignatureTests {
    private let key = "52BB7E3DE28A71BE22EC05FFEF80A866B47A981F"

    @Test func aGoodSignatureNamesItsSignerAndWhetherTheKeyIsKnown() throws {
        let status = """
            [GNUPG:] NEWSIG
            [GNUPG:] GOODSIG EF80A866B47A981F Swift 6.x Release Signing Key <swift@example.org>
            [GNUPG:] VALIDSIG AA 2026-04-14 1 0 4 0 1 10 00 \(key)
            """
        guard case .good(let signer) = ToolchainSignature.verdict(status) else {
            Issue.record("not good")
            return
        }
        #expect(signer.name == "Swift 6.x Release Signing Key <swift@example.org>")
        #expect(signer.isKnown)
        let other = ToolchainSignature.verdict("[GNUPG:] GOODSIG 1 Somebody\n[GNUPG:] VALIDSIG AA 1 BB")
        #expect(other == .good(ToolchainSignature.Signer(name: "Somebody", fingerprint: "BB")))
    }

    @Test(arguments: [
        ("[GNUPG:] BADSIG 1 Swift key", ToolchainSignature.Verdict.bad(signer: "Swift key")),
        ("[GNUPG:] GOODSIG 1 A\n[GNUPG:] BADSIG 2 B", .bad(signer: "B")),
        ("[GNUPG:] ERRSIG EF80 1 10 00 1 9 -\n[GNUPG:] NO_PUBKEY EF80", .missingKey(id: "EF80")),
        ("[GNUPG:] GOODSIG 1 A\n[GNUPG:] NO_PUBKEY EF80", .missingKey(id: "EF80")),
        ("[GNUPG:] EXPKEYSIG 1 Swift key", .unusable("the key of 'Swift key' has expired")),
        ("[GNUPG:] REVKEYSIG 1 Swift key", .unusable("the key of 'Swift key' was revoked")),
        ("[GNUPG:] NODATA 4", .unusable("it is not a signature")), ("", .unusable("it is not a signature")),
        ("GOODSIG 1 A", .unusable("it is not a signature")),
    ])
    func everythingElseIsRefused(status: String, verdict: ToolchainSignature.Verdict) {
        #expect(ToolchainSignature.verdict(status) == verdict)
    }

    @Test func gpgWritesItsStatusForPrograms() {
        let signature = ToolchainSignature(archive: "/a.tar.gz", signature: "/a.tar.gz.sig", host: .testing())
        #expect(signature.command.executable == "gpg")
        #expect(
            signature.command.arguments == [
                "--batch", "--no-tty", "--status-fd", "1", "--verify", "/a.tar.gz.sig", "/a.tar.gz",
            ])
    }
}
