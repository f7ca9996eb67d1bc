import Checksums
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

/// The documents beside an archive, as `inspect` and `verify` read them.
@Suite struct ShippedDocumentsTests {
    private let scratch: ScratchDirectory
    private var archive: FilePath { scratch.appending("shop/orders.zip") }

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write("zip", to: "shop/orders.zip")
    }

    /// The digest of the file.
    private var digest: String { SHA256.hexadecimal(of: "zip".utf8) }

    private func sample(_ change: (inout ShippingSample) -> Void = { _ in }) -> ShippingSample {
        var sample = ShippingSample()
        sample.manifest.archive.sha256 = digest
        change(&sample)
        return sample
    }

    private func write(_ sample: ShippingSample) throws {
        try scratch.files.write(
            try ShippedJSON.bytes(of: try sample.bill()), to: scratch.appending("shop/orders.cdx.json"),
            permissions: .readableByAll)
        try scratch.files.write(
            try ShippedJSON.bytes(of: sample.statement()), to: scratch.appending("shop/orders.provenance.json"),
            permissions: .readableByAll)
    }

    private func documents() -> ShippedDocuments {
        ShippedDocuments(beside: archive, sha256: digest, files: scratch.files)
    }

    @Test func ofTheArchive() throws {
        try write(sample())
        let documents = documents()
        #expect(documents.diagnostics.isEmpty)
        #expect(documents.bill?.matchesArchive == true)
        #expect(documents.bill?.components.contains { $0.purl?.hasPrefix("pkg:swift/") == true } == true)
        #expect(documents.provenance?.matchesArchive == true)
        #expect(documents.provenance?.source == "git+https://github.com/me/shop.git")
        #expect(documents.provenance?.imageDigest == "sha256:" + ShippingSample.digest("d"))
    }

    @Test func ofAnotherArchive() throws {
        try write(ShippingSample())
        let documents = documents()
        #expect(documents.diagnostics.map(\.identifier) == ["inspect.other-document", "inspect.other-document"])
        #expect(documents.bill?.matchesArchive == false && documents.provenance?.matchesArchive == false)
    }

    /// Other tools' bills may name no digest; damaged files and statements of other tools are warned about.
    @Test func ofOthers() throws {
        #expect(documents().bill == nil && documents().diagnostics.isEmpty)
        try scratch.write("{\"bomFormat\": \"CycloneDX\"}", to: "shop/orders.cdx.json")
        #expect(documents().bill?.matchesArchive == nil && documents().diagnostics.isEmpty)
        try scratch.write("{", to: "shop/orders.cdx.json")
        try scratch.files.makeDirectory(scratch.appending("shop/orders.provenance.json"))
        #expect(documents().diagnostics.map(\.identifier) == ["inspect.unreadable-document"])
    }

    private func read(_ text: String) throws -> ProvenanceStatement {
        try ProvenanceStatement.read(try scratch.write(text, to: "p.json"), files: scratch.files)
    }

    @Test func unreadableStatements() throws {
        let path = scratch.appending("p.json")
        let statement = String(decoding: try ShippedJSON.bytes(of: sample().statement()), as: UTF8.self)
        for text in ["", "[]", "{}", statement.replacing("/Statement/v1", with: "/Statement/v2")] {
            #expect(throws: ProvenanceError.unreadable(path)) { try read(text) }
        }
        #expect(throws: ProvenanceError.otherBuildType(path, type: "https://actions.github.io/buildtypes/workflow/v1"))
        {
            try read(
                statement.replacing(
                    ProvenanceStatement.buildType, with: "https://actions.github.io/buildtypes/workflow/v1"))
        }
        #expect(throws: ProvenanceError.unreadable(path)) { try read(statement.replacing("\"bundle\"", with: "\"x\"")) }
    }

    private func check(
        _ change: (inout ShippingSample) -> Void = { _ in },
        git: String = "# branch.oid \(ShippingSample.commit("e"))\n"
    ) async throws -> ScriptedProcessRunner {
        let processes = ScriptedProcessRunner()
        processes.answer("git", output: git, status: git.isEmpty ? 128 : 0)
        let host = Host.testing(files: scratch.files, processes: processes)
        let verifier = ProvenanceVerifier(archive, statement: sample(change).statement(), host: host)
        _ = try verifier.checkDigest()
        try await verifier.checkSources(package: scratch.appending("shop"), output: scratch.appending("shop/out"))
        return processes
    }

    /// The archive itself and its documents do not make the checkout dirty.
    @Test func sources() async throws {
        let arguments = try await check().commands.first?.arguments ?? []
        #expect(
            arguments.suffix(4)
                == ["out", "orders.zip", "orders.cdx.json", "orders.provenance.json"].map {
                    ":(exclude,literal)\($0)"
                })
    }

    @Test func otherSources() async throws {
        let package = scratch.appending("shop")
        await #expect(throws: ProvenanceError.builtWithoutCommit) { try await check { $0.manifest.git = nil } }
        await #expect(throws: ProvenanceError.builtFromChanges(commit: ShippingSample.commit("e"))) {
            try await check { $0.manifest.git?.isDirty = true }
        }
        await #expect(throws: ProvenanceError.noCommitHere(package: package)) { try await check(git: "") }
        await #expect(throws: ProvenanceError.otherCommit(here: "0123", recorded: ShippingSample.commit("e"))) {
            try await check(git: "# branch.oid 0123\n")
        }
        await #expect(throws: ProvenanceError.changesHere(package: package)) {
            try await check(git: "# branch.oid \(ShippingSample.commit("e"))\n? new.txt\n")
        }
    }

    @Test func otherDigest() async throws {
        await #expect(
            throws: ProvenanceError.otherArchive(archive, sha256: digest, recorded: ShippingSample.digest("a"))
        ) {
            try await check { $0.manifest.archive.sha256 = ShippingSample.digest("a") }
        }
    }

    /// Dependencies at other commits can't give the same bytes; those that the archive does not name don't matter.
    @Test func otherPackages() async throws {
        func pin(_ identity: String, _ revision: String) -> String {
            #"{"identity": "\#(identity)", "kind": "remoteSourceControl", "state": {"revision": "\#(revision)"}}"#
        }
        let same = pin("swift-nio", ShippingSample.commit("7"))
        try scratch.write("{\"pins\": [\(same), \(pin("new", "0"))]}", to: "shop/Package.resolved")
        _ = try await check()
        try scratch.write("{\"pins\": [\(same), \(pin("tip", "0"))]}", to: "shop/Package.resolved")
        await #expect(throws: ProvenanceError.otherPackages(["tip"])) { try await check() }
    }

    /// Each error has a text of its own and says that only the bytes or the build are in doubt.
    @Test func statuses() {
        let errors: [ProvenanceError] = [
            .unreadable("/p"), .otherBuildType("/p", type: nil), .otherArchive("/a", sha256: "1", recorded: nil),
            .unknownParameters, .builtWithoutCommit, .builtFromChanges(commit: "1"), .noCommitHere(package: "/p"),
            .otherCommit(here: "1", recorded: "2"), .changesHere(package: "/p"), .otherPackages(["a"]), .refusedHere,
            .otherCompiler(here: "1", recorded: "2"), .otherImage("i", here: nil, recorded: "2"),
        ]
        #expect(Set(errors.flatMap(\.diagnostics).map(\.identifier)).count == errors.count)
        #expect(ProvenanceError.otherArchive("/a", sha256: "1", recorded: nil).exitStatus == .unsatisfied)
        #expect(ProvenanceError.unreadable("/p").exitStatus == .badInput)
        #expect(ProvenanceError.changesHere(package: "/p").exitStatus == .unavailable)
    }
}
