import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What a further run of `package` writes anew, and what it leaves alone.
    @Suite struct ChangeTests {
        private func outcome(_ result: ToolResult) throws -> String {
            try #require(result.status == 0, "\(result.error)")
            let functions = try #require(try result.json["functions"] as? [[String: Any]])
            return try #require(functions.first?["outcome"] as? String)
        }

        /// A function that did not change is not zipped again.
        @Test func unchanged() async throws {
            let greeter = try await Fixtures.greeter
            // Another test may have linked it for the older runtime.
            try #require(try await greeter.run(["package"]).status == 0)
            let before = try greeter.outputs().archiveStatus
            let result = try await greeter.run(["package", "--format", "json"])
            #expect(try outcome(result) == "unchanged")
            #expect(!result.error.contains("Zipping"))
            #expect(try greeter.outputs().archiveStatus == before)
        }

        /// A source that was only touched leaves the archive as it is.
        @Test func touched() async throws {
            let greeter = try await Fixtures.greeter
            let before = try greeter.outputs().archiveStatus
            try await succeeding("touch", [greeter.package.appending("Sources/Greeter/Greeter.swift").string])
            #expect(try outcome(try await greeter.run(["package", "--format", "json"])) == "unchanged")
            #expect(try greeter.outputs().archiveStatus == before)
        }

        /// A changed asset gives a new archive, and the original asset the original bytes.
        @Test func changedAsset() async throws {
            let greeter = try await Fixtures.greeter
            let before = try (status: greeter.outputs().archiveStatus, bytes: greeter.outputs().archiveBytes)
            let asset = "Assets/greeting.txt"
            let bytes = try greeter.scratch.files.read(
                greeter.package.appending(FilePath(asset).components), limit: .max)
            let text = String(decoding: bytes, as: UTF8.self)
            // Of the same length, so that no size gives the change away.
            try greeter.write(String(text.reversed()), to: asset)
            let changed = try await greeter.run(["package", "--format", "json"])
            try greeter.write(text, to: asset)
            #expect(try outcome(changed) == "written")
            #expect(try greeter.outputs().archiveStatus.modificationTime > before.status.modificationTime)
            #expect(try greeter.outputs().archiveBytes != before.bytes)

            #expect(try outcome(try await greeter.run(["package", "--format", "json"])) == "written")
            #expect(try greeter.outputs().archiveBytes == before.bytes)
        }

        /// A damaged archive is made again.
        @Test func damaged() async throws {
            let greeter = try await Fixtures.greeter
            let before = try greeter.outputs().archiveBytes
            let archive = try greeter.outputs().archive
            try await succeeding("truncate", ["--size=100", archive.string])
            #expect(try outcome(try await greeter.run(["package", "--format", "json"])) == "written")
            #expect(try greeter.outputs().archiveBytes == before)
        }
    }
}
