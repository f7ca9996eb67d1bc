import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What `inspect` says of files that are damaged or made to do harm: always a diagnostic, soon.
    @Suite(.requires(program: "python3")) struct InspectionTests {
        /// Files that cannot be looked into, and what is told.
        private static let unreadable: [(name: String, identifier: String)] = [
            ("missing", "inspect.not-found"), (".", "inspect.not-a-file"),
            ("empty", "inspect.not-recognised"), ("text", "inspect.not-recognised"),
            ("random", "inspect.not-recognised"), ("signature", "archive.no-end-record"),
            ("half.zip", "archive.no-end-record"), ("no-end.zip", "archive.no-end-record"),
            ("end-only.zip", "archive.directory-out-of-bounds"), ("flipped.zip", "archive.corrupt-entry"),
            ("claims-size.zip", "archive.impossible-size"), ("claims-both.zip", "archive.entry-out-of-bounds"),
            ("claims-entries.zip", "archive.entry-count"), ("claims-directory.zip", "archive.directory-out-of-bounds"),
            ("cyclic-directory.zip", "archive.directory-out-of-bounds"),
            ("cyclic-header.zip", "archive.entry-out-of-bounds"), ("far-header.zip", "archive.entry-out-of-bounds"),
            ("cyclic-zip64.zip", "archive.end-record"), ("same-header.zip", "archive.overlap"),
            ("overlap.zip", "archive.overlap"),
            ("cut-4.elf", "elf.malformed"), ("cut-20.elf", "elf.malformed"), ("cut-64.elf", "elf.malformed"),
            ("cut-1000.elf", "elf.malformed"), ("cut-half.elf", "elf.malformed"), ("32-bit.elf", "elf.malformed"),
            ("big-endian.elf", "elf.malformed"), ("far-segments.elf", "elf.malformed"),
            ("far-sections.elf", "elf.malformed"), ("many-segments.elf", "elf.malformed"),
            ("zeros.elf", "elf.malformed"), ("noise.elf", "elf.malformed"),
        ]

        /// Files that were looked into and found wanting, and what is told.
        private static let wanting: [(name: String, identifier: String)] = [
            ("slip.zip", "archive.path-traversal"), ("absolute.zip", "archive.path-traversal"),
            ("link-out.zip", "archive.link-outside"), ("duplicate.zip", "archive.duplicate"),
            ("link-cycle.zip", "bootstrap.not-regular"), ("nested.zip", "bootstrap.missing"),
            ("no-mode.zip", "bootstrap.not-executable"), ("python.zip", "bootstrap.script-interpreter"),
            ("large.zip", "archive.too-large-unzipped"), ("prose.zip", "bootstrap.not-a-program"),
            ("riscv.elf", "elf.wrong-architecture"), ("object.elf", "elf.not-executable"),
            ("noise-elf.zip", "elf.malformed"), ("cut-elf.zip", "elf.malformed"),
            ("riscv-elf.zip", "elf.wrong-architecture"),
        ]

        private static let sound = ["script.zip", "many.zip", "prefixed.zip", "small.zip"]

        private func makeFiles() async throws -> ScratchDirectory {
            let greeter = try await Fixtures.greeter
            let scratch = try ScratchDirectory()
            _ = try await python(
                hostileFilesProgram,
                [
                    scratch.path.string, try greeter.outputs().archive.string,
                    greeter.package.appending(".build/swiftlambda/.scratch/stripped/greeter")
                        .appending(try BuiltTool.architecture.rawValue).appending("bootstrap").string,
                ])
            return scratch
        }

        /// Damaged and hostile files give a diagnostic.
        @Test func hostileFiles() async throws {
            let scratch = try await makeFiles()
            let expected =
                Self.unreadable.map { ($0.name, $0.identifier, Int32(65)) }
                + Self.wanting.map { ($0.name, $0.identifier, Int32(1)) }
            for (name, identifier, status) in expected {
                let result = try await BuiltTool.run(
                    ["inspect", "--format", "json", name], in: scratch.path, timeLimit: .seconds(60))
                #expect(result.status == status, "\(name): \(result.error)")
                #expect(try result.diagnosticIdentifiers.contains(identifier), "\(name): \(result.error)")
                #expect(result.error.contains("error: "), "\(name)")
            }
        }

        /// Unusual but valid files pass.
        @Test func oddFiles() async throws {
            let scratch = try await makeFiles()
            for name in Self.sound {
                let result = try await BuiltTool.run(["inspect", name], in: scratch.path, timeLimit: .seconds(60))
                #expect(result.status == 0, "\(name): \(result.error)")
                #expect(result.error.contains("note: 'bootstrap' is a script"))
            }
            let many = try await BuiltTool.run(["inspect", "many.zip", "--format", "json"], in: scratch.path)
            #expect(try (many.json["entries"] as? [Any])?.count == 10_001)
        }

        /// A valid archive for another architecture fails the audit.
        @Test func wantedArchitecture() async throws {
            let greeter = try await Fixtures.greeter
            let result = try await greeter.run([
                "inspect", try greeter.outputs().archive.string, "--arch", try BuiltTool.foreignArchitecture.rawValue,
                "--format", "json",
            ])
            #expect(result.status == 1)
            #expect(try result.diagnosticIdentifiers == ["elf.wrong-architecture"])
        }
    }
}
