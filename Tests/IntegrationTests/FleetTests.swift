import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// Several functions of one package, their resources, what they include, and their symbols.
    @Suite struct FleetTests {
        private static let ordersFiles = [
            "bootstrap", "fleet_OrdersFiles.resources/Words/name.txt", "shared_Shared.resources/Words/hello.txt",
        ]
        private static let billingFiles = ["bootstrap", "fleet_BillingFiles.resources/Words/name.txt"]

        private func paths(_ function: String, in output: FilePath? = nil) async throws -> [String] {
            try await Fixtures.fleet.outputs(of: function, in: output).manifest.entries.map(\.path)
        }

        /// Each archive has only the resource bundles that its product needs.
        @Test(
            .requires(program: "python3"))
        func bundles() async throws {
            #expect(try await paths("Orders") == Self.ordersFiles)
            #expect(try await paths("Billing") == Self.billingFiles)
            let archive = try await Fixtures.fleet.outputs(of: "Orders").archive
            let name = try await python(
                "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())",
                [archive.string, Self.ordersFiles[1]])
            #expect(name == "Orders\n")
        }

        /// One call of swift build builds all products; a single product is built by name.
        @Test func oneBuild() async throws {
            let fleet = try await Fixtures.fleet
            let swift = try #require(try liveProcesses().locate("swift"))
            let log = fleet.scratch.appending("calls")
            try fleet.scratch.write(
                "#!/bin/sh\necho \"$*\" >> \"$SWIFT_CALLS\"\nexec '\(swift)' \"$@\"\n", to: "wrapper/swift",
                permissions: [.ownerReadWriteExecute])
            let path = "\(fleet.scratch.appending("wrapper")):\(ownEnvironment["PATH"] ?? "/usr/bin:/bin")"
            let environment = ["PATH": path, "SWIFT_CALLS": log.string]

            let all = try await fleet.run(["package", "--symbols"], environment: environment)
            try #require(all.status == 0, "\(all.error)")
            let one = try await fleet.run(["package", "Billing", "--symbols"], environment: environment)
            try #require(one.status == 0, "\(one.error)")
            let builds = try fleet.scratch.text(of: "calls").split(separator: "\n").filter { $0.hasPrefix("build ") }
            #expect(builds.count == 2)
            #expect(builds.first?.contains("--product") == false)
            #expect(builds.last?.contains("--product Billing") == true)
            #expect(
                builds.allSatisfy { $0.contains("--static-swift-stdlib") && $0.contains("--configuration release") })
        }

        /// The binary does not contain the path where it was built.
        @Test(.requires(program: "python3"))
        func noBuildPath() async throws {
            let fleet = try await Fixtures.fleet
            let found = try await python(
                """
                import sys, zipfile
                binary = zipfile.ZipFile(sys.argv[1]).read("bootstrap")
                print(sys.argv[2].encode() in binary, b"\\0Sources/OrdersFiles/OrdersFiles.c\\0" in binary)
                """, [try fleet.outputs(of: "Orders").archive.string, fleet.package.string])
            #expect(found == "False True\n")
        }

        /// Included files go to their destinations, and links between them are kept.
        @Test(.requires(program: "bsdtar"))
        func including() async throws {
            let fleet = try await Fixtures.fleet
            let output = fleet.scratch.appending("including")
            try fleet.write("#!/bin/sh\n", to: "Extra files/run", permissions: [.ownerReadWriteExecute])
            try fleet.write("ça va", to: "Extra files/data/été.txt")
            try fleet.scratch.files.link(
                fleet.package.appending("Extra files").appending("link"), to: "data/été.txt")
            let result = try await fleet.run([
                "package", "Billing", "--include", "Extra files=lib/more", "--include", "Package.swift",
                "--output", output.string,
            ])
            try #require(result.status == 0, "\(result.error)")
            let entries = try fleet.outputs(of: "Billing", in: output).manifest.entries
            #expect(
                entries.map { "\($0.mode) \($0.path)" } == [
                    "100644 Package.swift", "100755 bootstrap",
                    "100644 fleet_BillingFiles.resources/Words/name.txt",
                    "100644 lib/more/data/été.txt", "120777 lib/more/link", "100755 lib/more/run",
                ])
            #expect(entries.first { $0.path == "lib/more/link" }?.linkTarget == "data/été.txt")

            let unpacked = try ScratchDirectory()
            let archive = try fleet.outputs(of: "Billing", in: output).archive
            try await succeeding("bsdtar", ["-xf", archive.string], in: unpacked.path)
            #expect(try unpacked.text(of: "lib/more/link") == "ça va")
        }

        /// A link that leaves the tree is refused, and the previous archive stays.
        @Test(
            arguments: ["../../up", "/etc/passwd"])
        func linkOutside(target: String) async throws {
            let fleet = try await Fixtures.fleet
            let before = try fleet.outputs(of: "Billing").archiveStatus
            let directory = fleet.package.appending("Links")
            try fleet.scratch.files.makeDirectory(directory)
            try fleet.scratch.files.link(directory.appending("link"), to: FilePath(target))
            let result = try await fleet.run(["package", "Billing", "--include", "Links", "--format", "json"])
            try fleet.scratch.files.remove(directory)
            #expect(result.status == 1)
            #expect(try result.diagnosticIdentifiers == ["archive.link-outside"])
            #expect(result.error.contains("Links/link") && result.error.contains(target))
            #expect(try fleet.outputs(of: "Billing").archiveStatus == before)
        }

        /// --symbols keeps the debug file that matches the binary.
        @Test(.requires(program: "readelf"))
        func symbols() async throws {
            let fleet = try await Fixtures.fleet
            let again = try await fleet.run(["package", "--symbols"])
            try #require(again.status == 0, "\(again.error)")
            let outputs = try fleet.outputs(of: "Orders")
            #expect(try outputs.manifest.symbolsFile == "function.debug")
            let bootstrap = try await unpackBootstrap(of: outputs, into: fleet.scratch)
            let debug = outputs.directory.appending("function.debug")
            let number = try await buildID(of: bootstrap)
            #expect(!number.isEmpty)
            #expect(try await buildID(of: debug) == number)
            #expect(try await hasSymbolTable(debug))
            #expect(try await !hasSymbolTable(bootstrap))
        }

        /// --no-strip keeps the symbols in the binary and no file beside it.
        @Test(.requires(program: "readelf"))
        func noStrip() async throws {
            let fleet = try await Fixtures.fleet
            let output = fleet.scratch.appending("whole")
            // Symbols of an earlier run would not be those of this binary.
            for flag in ["--symbols", "--no-strip"] {
                let result = try await fleet.run(["package", "Billing", flag, "--output", output.string])
                try #require(result.status == 0, "\(result.error)")
            }
            let outputs = try fleet.outputs(of: "Billing", in: output)
            #expect(try await hasSymbolTable(try await unpackBootstrap(of: outputs, into: fleet.scratch)))
            #expect(try outputs.manifest.symbolsFile == nil)
            #expect(try outputs.files.names(in: outputs.directory).contains("function.debug") == false)
        }

        private func unpackBootstrap(of outputs: FunctionOutputs, into scratch: ScratchDirectory) async throws
            -> FilePath
        {
            let directory = scratch.appending("unpacked")
            try scratch.files.makeDirectory(directory)
            try await succeeding("bsdtar", ["-xf", outputs.archive.string, "bootstrap"], in: directory)
            return directory.appending("bootstrap")
        }

        private func buildID(of binary: FilePath) async throws -> String {
            let notes = try await succeeding("readelf", ["--notes", "--wide", binary.string])
            let line = notes.split(separator: "\n").first { $0.contains("Build ID: ") }
            return line.map { String($0.drop { $0 != ":" }) } ?? ""
        }

        private func hasSymbolTable(_ binary: FilePath) async throws -> Bool {
            try await succeeding("readelf", ["--sections", "--wide", binary.string]).contains(" SYMTAB ")
        }
    }
}
