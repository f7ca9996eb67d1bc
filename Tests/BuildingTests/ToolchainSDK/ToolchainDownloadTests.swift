import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct ToolchainDownloadTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()
    private let release = ToolchainRelease(version: "6.3.1", platform: "amazonlinux2023", architecture: .arm64)

    init() throws {
        scratch = try ScratchDirectory()
        let files = scratch.files
        processes.answer("curl") { command in
            if command.arguments.contains("--head") {
                let head = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\nHTTP/2 200\r\ncontent-length: 4\r\n\r\n"
                return ProcessResult(end: .exited(0), output: Array(head.utf8))
            }
            let index = try #require(command.arguments.firstIndex(of: "--output"))
            try files.write(
                Array("data".utf8), to: FilePath(command.arguments[index + 1]), permissions: .readableByAll)
            return ProcessResult(end: .exited(0))
        }
    }

    private func download() -> ToolchainDownload {
        ToolchainDownload(
            release: release, directory: scratch.appending("cache"),
            host: .testing(files: scratch.files, processes: processes)
        ) { _ in }
    }

    @Test func archiveAndSignatureAreDownloadedAndAnEarlierRunIsContinued() async throws {
        try await download().fetch()
        #expect(try scratch.files.names(in: scratch.appending("cache")) == [release.file, release.file + ".sig"])
        let commands = processes.commands.filter { !$0.arguments.contains("--head") }
        #expect(commands.map(\.arguments.last) == [release.signatureURL, release.url])
        #expect(
            commands[1].arguments == [
                "--fail", "--location", "--silent", "--show-error", "--proto", "=https", "--retry", "3",
                "--continue-at", "-", "--output", scratch.appending("cache/\(release.file).part").string, release.url,
            ])
    }

    @Test func whatIsThereIsNotDownloadedAgain() async throws {
        try await download().fetch()
        let count = processes.commands.count
        try await download().fetch()
        #expect(processes.commands.count == count)
    }

    /// The server answers a range beyond the end with an error.
    @Test func aCompletePartIsTakenAsItIs() async throws {
        try scratch.write("full", to: "cache/\(release.file).part")
        try await download().fetch()
        #expect(try scratch.text(of: "cache/\(release.file)") == "full")
    }

    @Test func withoutNetworkTheAddressAndTheCommandToGoOnAreShown() async throws {
        processes.answer("curl", error: "curl: (6) Could not resolve host: download.swift.org", status: 6)
        let error = await #expect(throws: ToolchainSDKError.self) { try await download().fetch() }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "sdk.download-failed")
        #expect(diagnostic.explanation?.contains("Could not resolve host") == true)
        #expect(diagnostic.hints.last?.contains(release.makeCommand) == true)
        #expect(error?.exitStatus == .unavailable)
    }

    @Test func aReleaseThatSwiftOrgDoesNotHaveIsNamed() async throws {
        processes.answer("curl", error: "curl: (22) The requested URL returned error: 404", status: 22)
        let error = await #expect(throws: ToolchainSDKError.self) { try await download().fetch() }
        #expect(error?.diagnostics.first?.identifier == "sdk.download-missing")
    }

    @Test func anInterruptedDownloadIsNotTakenForTheArchive() async throws {
        let files = scratch.files
        processes.answer("curl", ["--fail"]) { command in
            guard let index = command.arguments.firstIndex(of: "--output") else {
                return ProcessResult(end: .exited(0), output: Array("content-length: 4\n".utf8))
            }
            try files.write(Array("da".utf8), to: FilePath(command.arguments[index + 1]), permissions: .readableByAll)
            return ProcessResult(end: .exited(0))
        }
        let error = await #expect(throws: ToolchainSDKError.self) { try await download().fetch() }
        #expect(error?.diagnostics.first?.explanation == "2 of 4 bytes arrived.")
        #expect(try scratch.files.names(in: scratch.appending("cache")) == [release.file + ".sig.part"])
    }

    @Test func withoutCurlThePackageIsNamed() async throws {
        let download = ToolchainDownload(
            release: release, directory: scratch.path,
            host: .testing(files: scratch.files, processes: ScriptedProcessRunner())
        ) { _ in }
        await #expect(throws: ToolchainSDKError.noTool("curl", package: "curl")) { try await download.fetch() }
    }
}
