import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct SysrootLinksTests {
    @Test(arguments: [
        ("/lib/libm.so.6", "../../../lib/libm.so.6"), ("../../../../etc/passwd", "../../../etc/passwd"),
        ("../../../../../usr/lib/x", "../../../usr/lib/x"), ("/", "../../../"),
    ])
    func linksThatLeaveTheRootMeanTheRoot(destination: FilePath, expected: FilePath) {
        #expect(SysrootLinks.relative(destination, in: ["usr", "lib", "x86_64-linux-gnu"]) == expected)
    }

    @Test(arguments: ["libm.so.6", "../libm.so", "../../../lib/x", "./a/../b"])
    func linksThatStayAreKept(destination: FilePath) {
        #expect(SysrootLinks.relative(destination, in: ["usr", "lib", "x86_64-linux-gnu"]) == nil)
    }
}

@Suite struct SysrootUnpackingTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func unpack(_ source: ToolchainSource.Sysroot) async throws {
        try await SysrootUnpacking(
            source: source, architecture: .arm64, id: "swift-6.3.1-x-arm64",
            host: .testing(files: scratch.files, processes: processes)
        ).unpack(to: scratch.appending("sysroot"), staging: scratch.appending("staging"))
    }

    @Test func aDirectoryOfLibrariesThatIsALinkIsNotFollowed() async throws {
        processes.answer("bash")
        try scratch.write("", to: "system/usr/lib/libc.so")
        try scratch.files.link(scratch.appending("system/lib"), to: "usr/lib")
        try scratch.files.makeDirectory(scratch.appending("system/lib64"))
        try await unpack(.directory(scratch.appending("system")))
        let arguments = try #require(processes.commands.first?.arguments)
        #expect(arguments[3...4] == [scratch.appending("system").string, scratch.appending("sysroot").string])
        #expect(arguments[5] == "s,^lib/,usr/lib/,S;s,^lib64/,usr/lib64/,S")
        #expect(arguments.contains("usr/lib/*.so.*"))
        #expect(arguments.contains("lib64/*.so.*"))
        #expect(!arguments.contains("lib/*.so.*"))
        #expect(!arguments.contains("usr/lib64/*.so.*"))
    }

    @Test func aDirectoryThatIsMissingIsAnErrorOfTheSystem() async throws {
        await #expect(throws: FileError.self) { try await unpack(.directory("/nowhere/at/all")) }
    }

    private func package(_ name: String, magic: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB]) throws -> FilePath {
        let path = scratch.appending(name)
        try scratch.files.write(magic + [3, 0], to: path, permissions: .readableByAll)
        return path
    }

    @Test func packagesAreUnpackedByBsdtarIfItIsThere() async throws {
        processes.answer("bash")
        processes.answer("bsdtar")
        let package = try package("glibc.rpm")
        try await unpack(.packages([package]))
        #expect(processes.commands.count == 2)
        #expect(processes.commands[0].arguments[1].hasPrefix("bsdtar --extract"))
        #expect(processes.commands[0].arguments[3...] == [package.string, scratch.appending("staging").string])
        #expect(processes.commands[1].arguments[3] == scratch.appending("staging").string)
        #expect(try scratch.files.status(of: scratch.appending("staging"), followingLinks: false) == nil)
    }

    @Test func packagesAreUnpackedByRpm2cpioAndCpioElse() async throws {
        for tool in ["bash", "rpm2cpio", "cpio"] { processes.answer(tool) }
        try await unpack(.packages([try package("glibc.rpm")]))
        #expect(processes.commands[0].arguments[1].contains("rpm2cpio \"$1\" | (cd \"$2\" && cpio --extract"))
    }

    @Test func withoutEitherThePackageToInstallIsNamed() async throws {
        processes.answer("bash")
        processes.answer("cpio")
        let package = try package("glibc.rpm")
        let error = await #expect(throws: ToolchainSDKError.self) { try await unpack(.packages([package])) }
        #expect(error?.diagnostics.first?.identifier == "sdk.no-tool")
        #expect(error?.diagnostics.first?.hints.first == "install it: apt-get install libarchive-tools")
    }

    @Test func aFileThatIsNotAPackageIsRefused() async throws {
        processes.answer("bsdtar")
        let file = try package("glibc.deb", magic: Array("!<arch>\n".utf8))
        let error = await #expect(throws: ToolchainSDKError.self) { try await unpack(.packages([file])) }
        #expect(error == .notRPM(file))
        #expect(error?.exitStatus == .badInput)
        #expect(processes.commands.isEmpty)
    }

    @Test func aPackageThatIsCutOffIsNamed() async throws {
        processes.answer("bsdtar")
        processes.answer("bash", error: "bsdtar: Truncated input file", status: 1)
        let package = try package("glibc.rpm")
        let error = await #expect(throws: SDKMakeError.self) { try await unpack(.packages([package])) }
        #expect(error == .unpack(package: "glibc.rpm", message: "bsdtar: Truncated input file"))
    }

    @Test func anImageIsExportedThroughAPipeAndItsContainerRemoved() async throws {
        processes.answer("podman", ["info"], output: "false\n")
        processes.answer("podman")
        processes.answer("bash", error: "tar: lib64/*.so: Not found in archive\n", status: 2)
        try await unpack(.image("amazonlinux:2023", engine: .podman))
        let name = "swiftlambda-swift-6.3.1-x-arm64"
        #expect(
            processes.commands.map { $0.arguments.prefix(6) }.filter { !$0.starts(with: ["-c"]) } == [
                ["info", "--format", "{{.Host.Security.Rootless}}"], ["rm", "--force", "--time", "0", name],
                ["create", "--name", name, "--platform", "linux/arm64", "amazonlinux:2023"],
                ["rm", "--force", "--time", "0", name],
            ])
        let export = try #require(processes.commands.first { $0.executable == "bash" }).arguments
        #expect(export[3] == "/usr/bin/podman")
        #expect(export[6...8] == ["2", "export", name])
        #expect(export[9] == "usr/include")
    }

    @Test func anImageThatCannotBePulledIsNamedWithTheEnginesMessage() async throws {
        processes.answer("docker", ["info"], output: "[]\n")
        processes.answer("docker")
        processes.answer("docker", ["create"], error: "manifest unknown", status: 125)
        let error = await #expect(throws: ToolchainSDKError.self) { try await unpack(.image("nope", engine: nil)) }
        #expect(error == .noImage("nope", .docker, .arm64, message: "manifest unknown"))
        #expect(processes.commands.last?.arguments.starts(with: ["rm", "--force"]) == true)
    }

    @Test(arguments: [
        ("tar: ./x: Cannot write: No space left on device\ntar: a: Not found in archive\n", Int32(2)),
        ("", 1),
    ])
    func anExportThatFailsLeavesNoContainer(message: String, status: Int32) async throws {
        processes.answer("podman", ["info"], output: "true\n")
        processes.answer("podman")
        processes.answer("bash", error: message, status: status)
        let error = await #expect(throws: ToolchainSDKError.self) { try await unpack(.image("x", engine: .podman)) }
        #expect(error?.diagnostics.first?.identifier == "sdk.sysroot-unreadable")
        #expect(processes.commands.last?.arguments.first == "rm")
    }
}
