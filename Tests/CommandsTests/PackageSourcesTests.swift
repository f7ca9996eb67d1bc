import Building
import Console
import Host
import Model
import Packaging
import Project
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// What a machine without Swift knows of a package that was built with the Swift of an image.
@Suite struct PackageSourcesTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()
    private let workspace: Workspace

    init() throws {
        scratch = try ScratchDirectory(isPlain: true)
        workspace = Workspace(package: scratch.appending("shop"))
        try scratch.write("// swift-tools-version: 6.0", to: "shop/Package.swift")
        try scratch.files.makeDirectory(scratch.appending("shop/Sources/Orders"))
    }

    private func host() -> Host {
        .testing(workingDirectory: workspace.package, files: scratch.files, processes: processes)
    }

    private func sources() throws -> PackageSources {
        let host = host()
        return try PackageSources(
            reading: ProjectSettings(workspace, flags: ProjectOverrides(), host: host, hostArchitecture: .x86_64),
            on: host, console: CommandConsole(format: .text, progress: .none, host: host))
    }

    /// As `package --image …` leaves it.
    private func remember() async throws {
        let image = ScriptedProcessRunner()
        image.answer(
            "swift", ["package"],
            output: #"""
                {"name": "shop", "dependencies": [], "products": [
                 {"name": "Orders", "targets": ["Orders"], "type": {"executable": null}}],
                 "targets": [{"name": "Orders", "path": "Sources/Orders", "type": "executable",
                  "product_memberships": ["Orders"]}]}
                """#)
        _ = try await PackageDescriber(
            host: .testing(files: scratch.files, processes: image), swift: "swift", identity: "sha256:1"
        ).describe(package: workspace.package, scratch: workspace.scratch, cache: workspace.description())
    }

    @Test func whatABuildWasToldIsEnoughForWhatBuildsNothing() async throws {
        try await remember()
        #expect(try await sources().describe(for: .reading).executables.map(\.name) == ["Orders"])
        #expect(try await sources().describeWithoutContainer()?.name == "shop")
        #expect(processes.commands.isEmpty)
    }

    @Test func aBuildAsksTheCompilerThatBuilds() async throws {
        try await remember()
        await #expect(throws: ToolchainError.noSwift) { try await sources().describe(for: .building) }
    }

    @Test func nothingIsKnownWhereNothingWasTold() async throws {
        #expect(try await sources().describeWithoutContainer() == nil)
        await #expect(throws: ToolchainError.noSwift) { try await sources().describe(for: .reading) }
    }
}
