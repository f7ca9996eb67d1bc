import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct AptWorkspaceTests {
    @Test(arguments: [
        ("http://mirror.example/debian/ main\n", "http://mirror.example/debian"),
        (
            "http://mirror.example/debian-security/ main\nhttp://m.example/debian contrib\nhttps://b.example/x/debian main",
            "https://b.example/x/debian"
        ),
        ("http://archive.example/ubuntu/ main\n", nil),
        ("", nil),
    ])
    func theMirrorIsTheMachinesOwn(sources: String, expected: String?) {
        #expect(AptWorkspace.mirror(in: sources) == expected)
    }

    @Test func aptWorksInItsOwnDirectoriesOnly() {
        let apt = AptWorkspace(directory: "/cache/w", architecture: .arm64, host: .testing())
        let command = apt.command(["update"])
        #expect(command.arguments.starts(with: ["-c", "/cache/w/apt.conf", "-o"]))
        #expect(command.arguments.last == "update")
        for setting in ["Dir::State=/cache/w/state", "Dir::Etc::sourceparts=/dev/null", "APT::Architecture=arm64"] {
            #expect(command.arguments.contains(setting))
        }
    }

    @Test(arguments: [
        ("dlstatus:2:13.6204:Retrieving file 2 of 2", 13), ("dlstatus:1:0:x", 0), ("Get:1 http://x", nil),
    ])
    func progressIsReadFromAptsStatusLines(line: String, percent: Int?) {
        #expect(AptWorkspace.percent(in: line) == percent)
    }
}

@Suite struct DebianPackageTests {
    @Test func aLineOfAptIsAPackage() throws {
        let package = try #require(
            DebianPackage(line: "'http://m/libcrypt1_4.deb' libcrypt1_1%3a4.4.38-1_arm64.deb 91760 SHA256:ab"))
        #expect(package.name == "libcrypt1")
        #expect(package.version == "4.4.38-1")
        #expect(package.upstreamVersion == "4.4.38")
        #expect(package.size == 91760)
    }

    @Test(arguments: ["", "Reading package lists...", "'http://m/x' x 12 SHA256:ab"])
    func otherLinesAreNone(line: String) {
        #expect(DebianPackage(line: line) == nil)
    }
}

@Suite struct DebianSDKMakerTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()
    private let store: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        store = scratch.appending("sdks")
        try scratch.write("", to: "tools/usr/lib/swift/clang/include/stddef.h")
        let files = scratch.files
        processes.answer("tar")
        processes.answer("dpkg-deb")
        processes.answer("apt-get") { command in
            if command.arguments.first == "indextargets" {
                return ProcessResult(end: .exited(0), output: Array("http://mirror.example/debian/ main\n".utf8))
            }
            guard command.arguments.contains("--print-uris") else { return ProcessResult(end: .exited(0)) }
            let lines = DebianRecipe(architecture: .arm64).sets(compilerFor: nil).flatMap(\.packages).map {
                "'http://m/\($0)' \($0)_6.0.3-2_arm64.deb 10 SHA256:00\n"
            }
            return ProcessResult(end: .exited(0), output: Array(lines.joined().utf8))
        }
        // What unpacking would leave, of which the standard library is enough.
        processes.answer("bash") { command in
            let sysroot = FilePath(command.arguments[4])
            for library in ["swift", "swift_static"] {
                let module = sysroot.pushing("usr/lib").appending(library).pushing("linux/Swift.swiftmodule")
                try files.makeDirectory(module)
                for suffix in ["swiftmodule", "swiftinterface"] {
                    try files.write(
                        Array("// Swift version 6.0.3 (x)".utf8),
                        to: module.appending("aarch64-unknown-linux-gnu.\(suffix)"), permissions: .ownerReadWrite)
                }
            }
            return ProcessResult(end: .exited(0))
        }
    }

    private func make(replacing: Bool = false) async throws -> MadeSDK {
        let maker = DebianSDKMaker(
            host: .testing(files: scratch.files, processes: processes),
            store: SDKStore(directory: store, files: scratch.files), cache: scratch.appending("cache"),
            toolchain: Toolchain(
                swift: "/usr/bin/swift", compilerVersion: "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
                triple: "x86_64-unknown-linux-gnu", programsDirectory: scratch.appending("tools/usr/bin"))
        ) { _ in }
        return try await maker.make(DebianRecipe(architecture: .arm64), replacing: replacing)
    }

    @Test func theSDKThatIsMadeIsSoundAndKeepsNoBinaryModuleThatCanBeRebuilt() async throws {
        let made = try await make()
        #expect(made.wasMade)
        #expect(made.sdk.id == "debian-trixie-swift-6.0.3-arm64")
        let target = try #require(made.sdk.target(for: .arm64))
        #expect(target.isRebuildable)
        #expect(target.hostTriples == ["x86_64-unknown-linux-gnu"])
        #expect(try scratch.files.names(in: store) == ["debian-trixie-swift-6.0.3-arm64.artifactbundle"])
        #expect(
            try scratch.files.status(of: scratch.appending("cache/trixie-arm64/archives"), followingLinks: true) == nil)
    }

    @Test func aSoundSDKIsNotMadeTwice() async throws {
        _ = try await make()
        let count = processes.commands.count
        #expect(try await !make().wasMade)
        #expect(processes.commands.count == count)
        #expect(try await make(replacing: true).wasMade)
    }

    @Test func aBrokenSDKAndWhatAKilledRunLeftAreMadeAnew() async throws {
        let bundle = try await make().sdk.bundle
        try scratch.files.remove(bundle.appending("info.json"))
        try scratch.write("half", to: "sdks/.making-debian-trixie-swift-6.0.3-arm64/sysroot/x")
        #expect(try await make().wasMade)
        #expect(try scratch.files.names(in: store) == ["debian-trixie-swift-6.0.3-arm64.artifactbundle"])
    }

    @Test func aFullDiskLeavesTheDownloadsAndNoHalfSDK() async throws {
        processes.answer("bash", error: "tar: ./usr: Cannot write: No space left on device", status: 2)
        let error = await #expect(throws: SDKMakeError.self) { try await make() }
        #expect(error?.exitStatus == .inputOutput)
        #expect(error?.diagnostics.first?.hints.first?.contains("free some space") == true)
        #expect(try scratch.files.names(in: store).isEmpty)
        #expect(
            try scratch.files.status(of: scratch.appending("cache/trixie-arm64/archives"), followingLinks: true) != nil)
    }

    @Test func aDiskThatIsFullWhileDownloadingIsSaidAndTheNextRunGoesOn() async throws {
        processes.answer("apt-get", ["-c"]) { command in
            guard command.arguments.contains("--print-uris") else {
                let isDownload = command.arguments.contains("download")
                return ProcessResult(
                    end: .exited(isDownload ? 100 : 0),
                    output: Array((isDownload ? "E: Write error - write (28: No space left on device)\n" : "").utf8))
            }
            let lines = DebianRecipe(architecture: .arm64).sets(compilerFor: nil).flatMap(\.packages).map {
                "'http://m/\($0)' \($0)_6.0.3-2_arm64.deb 10 SHA256:00\n"
            }
            return ProcessResult(end: .exited(0), output: Array(lines.joined().utf8))
        }
        try scratch.write("half", to: "cache/trixie-arm64/archives/libc6_6.0.3-2_arm64.deb")
        let error = await #expect(throws: SDKMakeError.self) { try await make() }
        #expect(error?.exitStatus == .inputOutput)
        #expect(error?.diagnostics.first?.explanation?.contains("No space left") == true)
        #expect(error?.diagnostics.first?.hints.first?.hasPrefix("free some space") == true)
        #expect(try scratch.text(of: "cache/trixie-arm64/archives/libc6_6.0.3-2_arm64.deb") == "half")
        #expect(try scratch.files.status(of: store, followingLinks: true) == nil)
    }

    @Test func whatAptSaysIsShown() async throws {
        processes.answer("apt-get", ["-c"], output: "Hit:1 x\nE: The repository is not signed.\n", status: 100)
        let error = await #expect(throws: SDKMakeError.self) { try await make() }
        #expect(error?.diagnostics.first?.explanation == "E: The repository is not signed.")
    }
}
