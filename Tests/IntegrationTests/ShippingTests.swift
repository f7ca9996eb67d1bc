import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// The documents about what was shipped, as other programs read them.
    @Suite struct ShippingTests {
        private static let golden = BuiltTool.root.pushing("Tests/PackagingTests/Shipping/Golden/orders.cdx.json")

        /// CycloneDX's own library accepts a bill of everything that can be named, and one of a real archive.
        @Test(
            .requires("judges", "'judges-python' is not in PATH: scripts/python-for-tests creates it") {
                try liveProcesses().locate("judges-python") != nil
            })
        func validator() async throws {
            let directory = try await packaged().directory
            let faults = try await succeeding(
                "judges-python",
                [
                    "-c",
                    """
                    import json, sys
                    from cyclonedx.schema import SchemaVersion
                    from cyclonedx.validation.json import JsonStrictValidator
                    from packageurl import PackageURL
                    validator = JsonStrictValidator(SchemaVersion.V1_6)
                    for path in sys.argv[1:]:
                        text = open(path).read()
                        fault = validator.validate_str(text)
                        if fault: print(path, fault)
                        for component in json.loads(text)["components"]:
                            purl = component.get("purl")
                            if purl and PackageURL.from_string(purl).to_string() != purl: print(purl)
                    """, Self.golden.string, directory.appending("function.cdx.json").string,
                ])
            #expect(faults == "")
        }

        /// The digests are those of the archive, the commit is that of the sources, and inspect shows both documents.
        @Test func documents() async throws {
            let (greeter, directory) = try await packaged()
            let archive = directory.appending("function.zip").string
            let sum = String(try await succeeding("sha256sum", [archive]).drop { $0 == "\\" }.prefix(64))
            let commit = try await git(["rev-parse", "HEAD"], in: greeter.package).trimmingCharacters(in: .newlines)

            let result = try await greeter.run(["inspect", archive, "--format", "json"])
            #expect(result.status == 0, "\(result.error)")
            #expect(try result.diagnosticIdentifiers == [])
            let bill = try #require(try result.json["softwareBill"] as? [String: Any])
            #expect(bill["matchesArchive"] as? Bool == true)
            let components = try #require(bill["components"] as? [[String: Any]])
            #expect(components.compactMap { $0["name"] as? String } == ["swift", "Assets/greeting.txt", "bootstrap"])
            let provenance = try #require(try result.json["provenance"] as? [String: Any])
            #expect(provenance["matchesArchive"] as? Bool == true)
            #expect((provenance["git"] as? [String: Any])?["commit"] as? String == commit)
            let statement = try JSONSerialization.jsonObject(
                with: Data(
                    try greeter.scratch.files.read(directory.appending("function.provenance.json"), limit: 1 << 20)))
            let subject = ((statement as? [String: Any])?["subject"] as? [[String: Any]])?.first
            #expect((subject?["digest"] as? [String: Any])?["sha256"] as? String == sum)
        }

        /// An archive that is not the recorded one, or has other sources, is not built again; `ReproducibilityTests` builds
        /// one again.
        @Test func verification() async throws {
            let (greeter, directory) = try await packaged()
            let archive = greeter.scratch.appending("downloaded.zip")
            try greeter.scratch.files.copy(
                directory.appending("function.zip"), to: archive, permissions: .ownerReadWrite)
            let arguments = [
                "verify", archive.string, "--provenance", directory.appending("function.provenance.json").string,
                "--format", "json",
            ]
            let same = try await greeter.run(arguments + ["--no-rebuild"])
            #expect(same.status == 0, "\(same.error)")

            let file = try greeter.write("?", to: "untracked")
            let dirty = try await greeter.run(arguments)
            try greeter.scratch.files.remove(file)
            #expect(dirty.status == ExitStatus.unavailable.rawValue)
            #expect(try dirty.diagnosticIdentifiers == ["verify.changed-sources"])

            try greeter.scratch.files.write(
                try greeter.scratch.files.read(archive, limit: .max) + [0], to: archive, permissions: .ownerReadWrite)
            let other = try await greeter.run(arguments)
            #expect(other.status == ExitStatus.unsatisfied.rawValue)
            #expect(try other.diagnosticIdentifiers == ["provenance.other-archive"])
        }

        /// The example function, packaged with both documents.
        private func packaged() async throws -> (fixture: PackagedFixture, directory: FilePath) {
            let greeter = try await Fixtures.greeter
            let output = greeter.scratch.appending("shipped")
            let result = try await greeter.run([
                "package", "--sbom", "--provenance", "--output", output.string, "--format", "json",
            ])
            try #require(result.status == 0, "\(result.error)")
            return (greeter, try greeter.outputs(in: output).directory)
        }
    }
}
