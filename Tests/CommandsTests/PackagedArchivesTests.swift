import Foundation
import Host
import LinkAudit
import Model
import Packaging
import Project
import Releasing
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// `deploy --no-build`: archives of another job are deployed as they are, if they are of what is checked out.
@Suite struct PackagedArchivesTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func archives(
        of names: [String] = ["orders", "reports"], stage: String = "dev", commit: String? = "c0ffee"
    ) async throws -> [ReleasedArchive] {
        try scratch.write(
            """
            version: 1
            regions: [eu-west-1]
            stages: { dev: {}, prod: { protected: true } }
            functions: { orders: { architecture: arm64 }, reports: { architecture: x86_64 } }
            """, to: "swiftlambda.yaml")
        let host = Host.testing(workingDirectory: scratch.path, files: scratch.files)
        let settings = try ProjectSettings(
            try Workspace(on: host), flags: ProjectOverrides(stage: stage), host: host, hostArchitecture: .arm64)
        let project = try await settings.resolve(products: .waived) { throw CancellationError() }
        let release = try ReleaseProject(settings, project, stage: stage, regions: [])
        return try PackagedArchives(
            release: release, source: commit.map { DeploymentRecord.Source(commit: $0, isDirty: false) }, host: host
        ).archives(of: names)
    }

    /// Writes what `package` writes for a function.
    private func pack(
        _ name: String, _ architecture: Architecture, git: GitState? = GitState(commit: "c0ffee", isDirty: false),
        size: Int64 = 3
    ) throws {
        let manifest = Manifest(
            function: name, product: name, architecture: architecture, runtime: .providedAL2023,
            archive: Manifest.Archive(
                file: "function.zip", sha256: "abc", sourceCodeHash: "q83v", contentDigest: "def", sizeBytes: size,
                unzippedSizeBytes: 3),
            entries: [], symbolsFile: nil,
            tools: Manifest.Tools(swiftlambda: "1", compiler: "Swift", triple: "x", builder: "native"), git: git,
            audit: AuditReport())
        let directory = ".build/swiftlambda/\(name)/\(architecture)"
        try scratch.write(String(decoding: try manifest.json(), as: UTF8.self), to: directory + "/manifest.json")
        try scratch.write("zip", to: directory + "/function.zip")
    }

    @Test func archivesOfEachArchitectureAreFound() async throws {
        try pack("orders", .arm64)
        try pack("reports", .x86_64)
        let found = try await archives()
        #expect(found.map(\.function) == ["orders", "reports"])
        #expect(found.map(\.digest) == ["abc", "abc"] && found.map(\.codeHash) == ["q83v", "q83v"])
        let place = scratch.appending(".build/swiftlambda/reports/x86_64/function.zip")
        #expect(found.last?.origin == .file(place))
        #expect(try await archives(of: ["orders"]).count == 1)
    }

    @Test func everythingThatIsMissingIsNamed() async throws {
        // An archive of another architecture, and one that is not whole.
        try pack("orders", .x86_64)
        try pack("reports", .x86_64, size: 4)
        let error = await #expect(throws: ArchivesMissing.self) { try await archives() }
        #expect(error?.functions == ["orders for arm64", "reports for x86_64"])
        try scratch.write("{}", to: ".build/swiftlambda/orders/arm64/manifest.json")
        await #expect(throws: ManifestError.self) { try await archives() }
    }

    @Test func archivesOfOtherSourcesAreRefused() async throws {
        try pack("orders", .arm64, git: GitState(commit: "bad", isDirty: false))
        try pack("reports", .x86_64)
        let error = await #expect(throws: ArchivesOfOtherSources.self) { try await archives() }
        #expect(error?.functions == ["orders"])
        try pack("orders", .arm64, git: nil)
        await #expect(throws: ArchivesOfOtherSources.self) { try await archives() }
        #expect(try await archives(of: ["orders"], commit: nil).count == 1)
    }

    /// Uncommitted changes may go to a stage that is not protected.
    @Test func changedSourcesAreForOpenStages() async throws {
        try pack("orders", .arm64, git: GitState(commit: "c0ffee", isDirty: true))
        #expect(try await archives(of: ["orders"]).count == 1)
        await #expect(throws: ArchivesOfOtherSources.self) { try await archives(of: ["orders"], stage: "prod") }
    }
}
