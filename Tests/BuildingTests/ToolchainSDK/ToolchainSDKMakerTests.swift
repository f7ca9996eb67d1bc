import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Building
@testable import ELFTestSupport

@Suite struct ToolchainSDKMakerTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()
    private let store: FilePath
    private let archive: FilePath
    private static let id = "swift-6.3.1-amazonlinux2023-arm64"
    private static let directory = "swift-6.3.1-RELEASE-amazonlinux2023-aarch64"

    init() throws {
        scratch = try ScratchDirectory()
        store = scratch.appending("sdks")
        archive = try scratch.write("archive", to: "swift.tar.gz")
        try scratch.files.makeDirectory(scratch.appending("system/usr/lib64"))
        answerBash(directory: Self.directory)
        answerTar()
    }

    /// Lists the archive's first member, and writes the files that copying the system would write.
    private func answerBash(
        directory: String, machine: UInt16 = 183, leavesOut: [String] = []
    ) {
        let files = scratch.files
        processes.answer("bash") { command in
            if command.arguments[1].hasPrefix("tar --list") {
                return ProcessResult(end: .exited(0), output: Array("\(directory)/usr/\n".utf8))
            }
            let sysroot = FilePath(command.arguments[4])
            var start = ELFBuilder()
            start.machine = machine
            let parts: [(String, [UInt8])] = [
                ("usr/include/features.h", Array("#define __GLIBC__ 2\n#define __GLIBC_MINOR__ 34\n".utf8)),
                ("usr/lib64/crt1.o", start.build().bytes),
                ("usr/lib/gcc/aarch64-amazon-linux/11/crtbeginS.o", []),
            ]
            for (path, bytes) in parts where !leavesOut.contains(path) {
                try Self.write(bytes, to: sysroot.pushing(FilePath(path)), files)
            }
            let link = sysroot.pushing("usr/lib64/libm.so")
            try Self.write([], to: sysroot.pushing("usr/lib64/libm.so.6"), files)
            try files.link(link, to: "/lib64/libm.so.6")
            return ProcessResult(end: .exited(0))
        }
    }

    /// Writes a few of the files that unpacking the archive would write.
    private func answerTar(
        version: String = "6.3.1", module: String = "aarch64-unknown-linux-gnu", error: String = "", status: Int32 = 0
    ) {
        let files = scratch.files
        processes.answer("tar") { command in
            let sysroot = FilePath(command.arguments[5])
            for library in ["swift", "swift_static"] {
                for name in ["Swift", "Foundation"] {
                    try Self.write(
                        Array("// Swift version \(version) (x)".utf8),
                        to: sysroot.pushing(
                            FilePath("usr/lib/\(library)/linux/\(name).swiftmodule/\(module).swiftmodule")), files)
                }
            }
            try Self.write([], to: sysroot.pushing("usr/lib/clang/21/include/stddef.h"), files)
            return ProcessResult(end: .exited(status), error: Array(error.utf8))
        }
    }

    private static func write(_ bytes: [UInt8], to path: FilePath, _ files: LiveFileSystem) throws {
        try files.makeDirectory(path.removingLastComponent())
        try files.write(bytes, to: path, permissions: .readableByAll)
    }

    private func make(
        architecture: Architecture? = nil, compiler: String = "6.3.1", signature: FilePath? = nil,
        replacing: Bool = false, onEvent: @escaping @Sendable (ToolchainSDKMaker.Event) -> Void = { _ in }
    ) async throws -> MadeSDK {
        let maker = ToolchainSDKMaker(
            host: .testing(files: scratch.files, processes: processes),
            store: SDKStore(directory: store, files: scratch.files), cache: scratch.appending("cache"),
            toolchain: Toolchain(
                swift: "/usr/bin/swift", compilerVersion: "Swift version \(compiler) (swift-\(compiler)-RELEASE)",
                triple: "x86_64-unknown-linux-gnu", programsDirectory: "/usr/bin"), onEvent: onEvent)
        return try await maker.make(
            ToolchainSource(
                archive: archive, signature: signature, sysroot: .directory(scratch.appending("system")),
                architecture: architecture), replacing: replacing)
    }

    private func refusal(
        _ identifier: String, _ make: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Diagnostic {
        let error = await #expect(throws: ToolchainSDKError.self, sourceLocation: sourceLocation) { try await make() }
        let diagnostic = try #require(error?.diagnostics.first, sourceLocation: sourceLocation)
        #expect(diagnostic.identifier == identifier, sourceLocation: sourceLocation)
        #expect(!diagnostic.hints.isEmpty, sourceLocation: sourceLocation)
        // Nothing half made stays.
        let isThere = try scratch.files.status(of: store, followingLinks: true) != nil
        #expect(try !isThere || scratch.files.names(in: store).isEmpty, sourceLocation: sourceLocation)
        return diagnostic
    }

    @Test func theSDKIsCompleteAndFitsTheCompiler() async throws {
        let made = try await make()
        #expect(made.wasMade)
        #expect(made.sdk.id == Self.id)
        let target = try #require(made.sdk.target(for: .arm64))
        #expect(target.triple == "aarch64-unknown-linux-gnu")
        #expect(target.glibcVersion == DottedVersion("2.34"))
        #expect(target.swiftVersion == DottedVersion("6.3.1"))
        #expect(target.modules?.keys.sorted() == ["Foundation", "Swift"])
        #expect(target.compiler == nil)
        #expect(try scratch.files.names(in: store) == ["\(Self.id).artifactbundle"])
        let sysroot = target.sdkRoot
        #expect(try scratch.files.destination(ofLink: sysroot.pushing("usr/lib64/libm.so")) == "../../lib64/libm.so.6")
        #expect(try scratch.files.destination(ofLink: sysroot.appending("lib64")) == "usr/lib64")
        #expect(try scratch.files.destination(ofLink: sysroot.pushing("usr/lib/swift_static/clang")) == "../clang/21")
        #expect(try scratch.text(of: "sdks/\(Self.id).artifactbundle/packages.txt").hasPrefix(Self.directory + "\n"))
    }

    @Test func onlyTheNeededMembersAreUnpacked() async throws {
        _ = try await make()
        let arguments = try #require(processes.commands.first { $0.executable == "tar" }).arguments
        #expect(arguments[..<4] == ["--extract", "--force-local", "--file", archive.string])
        #expect(arguments.contains("--strip-components=1"))
        let members = try #require(arguments.firstIndex(of: "--")).advanced(by: 1)
        #expect(arguments[members...].allSatisfy { $0.hasPrefix("*/usr/lib/") })
        #expect(arguments[members...].contains("*/usr/lib/swift_static/linux"))
        #expect(!arguments[members...].contains("*/usr/lib/swift/host"))
    }

    @Test func aSoundSDKIsNotMadeTwiceAndWhatAKilledRunLeftIsRemoved() async throws {
        try scratch.write("half", to: "sdks/.making-\(Self.id)/x")
        #expect(try await make().wasMade)
        #expect(try scratch.files.names(in: store) == ["\(Self.id).artifactbundle"])
        #expect(try await !make().wasMade)
        #expect(try await make(replacing: true).wasMade)
    }

    @Test func anArchiveOfAnotherReleaseIsRefusedBeforeItIsUnpacked() async throws {
        answerBash(directory: "swift-6.2-RELEASE-amazonlinux2023-aarch64")
        let diagnostic = try await refusal("sdk.archive-other-release") { _ = try await make() }
        #expect(diagnostic.summary.contains("swift-6.2-RELEASE"))
        #expect(processes.commands.count == 1)
    }

    /// Its directory may have any name.
    @Test func anArchiveWithModulesOfAnotherReleaseIsRefused() async throws {
        answerBash(directory: "toolchain")
        answerTar(version: "6.2")
        let diagnostic = try await refusal("sdk.archive-other-release") { _ = try await make() }
        #expect(diagnostic.summary.contains("Swift 6.2"))
    }

    @Test func anArchiveForAnotherArchitectureIsRefused() async throws {
        _ = try await refusal("sdk.archive-other-architecture") { _ = try await make(architecture: .x86_64) }
        answerBash(directory: "toolchain")
        answerTar(module: "x86_64-unknown-linux-gnu")
        _ = try await refusal("sdk.archive-other-architecture") { _ = try await make(architecture: .arm64) }
    }

    @Test(arguments: [
        ("gzip: stdin: unexpected end of file\ntar: Unexpected EOF in archive\n", "sdk.archive-cut-off"),
        ("tar: a/../../b: Member name contains '..'\n", "sdk.archive-unsafe"),
        ("tar: x: Cannot write: No space left on device\n", "sdk.archive-unreadable"),
        ("tar: */usr/lib/swift_static/linux: Not found in archive\n", "sdk.archive-no-toolchain"),
    ])
    func whatTarRefusesIsSaid(message: String, identifier: String) async throws {
        answerTar(error: message, status: 2)
        let diagnostic = try await refusal(identifier) { _ = try await make() }
        #expect(!message.contains("No space") || diagnostic.hints[0].hasPrefix("free some space"))
    }

    @Test func whatOnlySomeReleasesHaveMayBeMissing() async throws {
        answerTar(
            error: "tar: */usr/lib/swift/swiftToCxx: Not found in archive\ntar: Exiting with failure status\n",
            status: 2)
        #expect(try await make().wasMade)
    }

    @Test(arguments: [
        ("tar: This does not look like a tar archive\n", "sdk.archive-no-toolchain"),
        ("gzip: stdin: unexpected end of file\n", "sdk.archive-cut-off"),
    ])
    func aFileThatIsNotAnArchiveIsRefused(message: String, identifier: String) async throws {
        processes.answer("bash", error: message)
        _ = try await refusal(identifier) { _ = try await make() }
    }

    @Test func aSystemForAnotherArchitectureIsRefused() async throws {
        answerBash(directory: Self.directory, machine: 62)
        let diagnostic = try await refusal("sdk.sysroot-other-architecture") { _ = try await make() }
        #expect(diagnostic.summary.contains("is for x86_64, not for arm64"))
        #expect(!processes.commands.contains { $0.executable == "tar" })
    }

    @Test(arguments: [
        "usr/include/features.h", "usr/lib64/crt1.o", "usr/lib/gcc/aarch64-amazon-linux/11/crtbeginS.o",
    ])
    func aSystemThatLacksAPartIsRefused(part: String) async throws {
        answerBash(directory: Self.directory, leavesOut: [part])
        let diagnostic = try await refusal("sdk.sysroot-incomplete") { _ = try await make() }
        #expect(diagnostic.summary.contains(try #require(FilePath(part).lastComponent?.string)))
    }

    @Test(arguments: [
        ("[GNUPG:] BADSIG 1 Swift key", "sdk.signature-bad"), ("[GNUPG:] NO_PUBKEY EF80", "sdk.signature-no-key"),
        ("[GNUPG:] NODATA 4", "sdk.signature-unusable"),
    ])
    func aSignatureThatIsNotGoodIsAnErrorBeforeAnythingIsUnpacked(status: String, identifier: String) async throws {
        try scratch.write("signature", to: "swift.tar.gz.sig")
        processes.answer("gpg", output: status, status: 1)
        let diagnostic = try await refusal(identifier) { _ = try await make() }
        #expect(identifier != "sdk.signature-no-key" || diagnostic.hints[0].contains("all-keys.asc | gpg --import"))
        #expect(processes.commands.count == 2)
    }

    @Test func aSignatureNeedsGpg() async throws {
        try scratch.write("signature", to: "swift.tar.gz.sig")
        _ = try await refusal("sdk.no-tool") { _ = try await make() }
    }

    @Test func aGoodSignatureAndNoneAreSaid() async throws {
        let events = EventList()
        _ = try await make(onEvent: events.append)
        #expect(events.all.contains(.unsigned(archive)))
        let signature = try scratch.write("signature", to: "other.sig")
        processes.answer("gpg", output: "[GNUPG:] GOODSIG 1 Somebody\n")
        _ = try await make(signature: signature, replacing: true, onEvent: events.append)
        #expect(events.all.contains(.signed(archive, signer: "Somebody", isKnown: false)))
    }

    @Test func aMissingArchiveIsAnErrorOfTheSystem() async throws {
        try scratch.files.remove(archive)
        await #expect(throws: FileError.self) { try await make() }
    }
}

/// Events in order.
private final class EventList: Sendable {
    private let events = Mutex<[ToolchainSDKMaker.Event]>([])

    var all: [ToolchainSDKMaker.Event] { events.withLock { $0 } }

    func append(_ event: ToolchainSDKMaker.Event) { events.withLock { $0.append(event) } }
}
