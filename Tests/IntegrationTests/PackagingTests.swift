import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// What `package` writes, as independent programs read it.
    @Suite struct PackagingTests {
        /// The manifest's digests and sizes are those that other programs compute.
        @Test(.requires(program: "python3"))
        func digests() async throws {
            let outputs = try await Fixtures.greeter.outputs()
            let manifest = try outputs.manifest
            #expect(manifest.formatVersion == 1)
            #expect(manifest.function == "greeter" && manifest.product == "Greeter")
            #expect(manifest.architecture == (try BuiltTool.architecture.rawValue))
            #expect(manifest.runtime == "provided.al2023")
            #expect(manifest.tools.compiler.contains("Swift version") && manifest.tools.builder == "native")
            #expect(manifest.audit.findings.isEmpty)
            #expect(manifest.audit.libraries.allSatisfy { $0.origin == "runtime" })

            let sum = try await succeeding("sha256sum", [outputs.archive.string])
            // The name has characters that sha256sum marks with a backslash in front.
            #expect(sum.drop { $0 == "\\" }.hasPrefix(manifest.archive.sha256 + " "))
            let computed = try await python(
                """
                import base64, hashlib, os, sys, zipfile
                path = sys.argv[1]
                print(base64.b64encode(hashlib.sha256(open(path, "rb").read()).digest()).decode())
                lines, unzipped = "", 0
                with zipfile.ZipFile(path) as archive:
                    for entry in archive.infolist():
                        content = archive.read(entry)
                        unzipped += len(content)
                        digest = hashlib.sha256(content).hexdigest()
                        lines += "%o %s  %s\\n" % (entry.external_attr >> 16, digest, entry.filename.rstrip("/"))
                print(hashlib.sha256(lines.encode()).hexdigest())
                print(os.path.getsize(path), unzipped)
                """, [outputs.archive.string])
            #expect(
                computed == """
                    \(manifest.archive.sourceCodeHash)
                    \(manifest.archive.contentDigest)
                    \(manifest.archive.sizeBytes) \(manifest.archive.unzippedSizeBytes)

                    """)
        }

        /// Python's zipfile finds the entries in order, with fixed modes and times.
        @Test(
            .requires(program: "python3"))
        func zipfile() async throws {
            let outputs = try await Fixtures.greeter.outputs()
            let listing = try await python(
                """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1]) as archive:
                    assert archive.testzip() is None
                    for entry in archive.infolist():
                        date = "%04d-%02d-%02d %02d:%02d:%02d" % entry.date_time
                        print(entry.filename, oct(entry.external_attr >> 16), date)
                """, [outputs.archive.string])
            #expect(
                listing == """
                    Assets/greeting.txt 0o100644 1980-01-01 00:00:00
                    bootstrap 0o100755 1980-01-01 00:00:00

                    """)
            #expect(
                try outputs.manifest.entries.map { "\($0.path) \($0.mode)" }
                    == ["Assets/greeting.txt 100644", "bootstrap 100755"])
        }

        /// unzip finds no errors.
        @Test(.requires(program: "unzip"))
        func unzip() async throws {
            let outputs = try await Fixtures.greeter.outputs()
            let report = try await succeeding("unzip", ["-t", outputs.archive.string])
            #expect(report.contains("No errors detected"))
        }

        /// bsdtar lists the same entries, owned by root.
        @Test(.requires(program: "bsdtar"))
        func bsdtar() async throws {
            let outputs = try await Fixtures.greeter.outputs()
            let listing = try await succeeding(
                "bsdtar", ["--numeric-owner", "-tvf", outputs.archive.string], environment: ["TZ": "UTC"])
            let lines = listing.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(lines.map(\.first) == ["-rw-r--r--", "-rwxr-xr-x"])
            #expect(lines.map(\.last) == ["Assets/greeting.txt", "bootstrap"])
            #expect(lines.allSatisfy { $0.count > 4 && $0[2] == "0" && $0[3] == "0" })
        }

        /// The function answers an event when its archive is unpacked elsewhere.
        @Test(.requires(program: "unzip"))
        func answering() async throws {
            let outputs = try await Fixtures.greeter.outputs()
            let task = try ScratchDirectory()
            try await succeeding("unzip", ["-q", outputs.archive.string, "-d", task.path.string])
            let api = try RuntimeAPIStandIn(event: #"{"name":"Ada 🐦"}"#)
            defer { api.stop() }
            // The stand-in ends the connection after the first event, and the function then ends itself.
            async let end = runTool(
                task.appending("bootstrap").string, in: task.path,
                environment: ["AWS_LAMBDA_RUNTIME_API": api.address, "GREETING_FILE": "Assets/greeting.txt"])
            let answer = try #require(try await api.waitForAnswer(within: .seconds(30)))
            #expect(answer.path == "/2018-06-01/runtime/invocation/\(RuntimeAPIStandIn.requestID)/response")
            #expect(answer.body == #"{"greeting": "Hello from Swift", "event": {"name":"Ada 🐦"}}"#)
            #expect(try await end.status != 0)
        }

        /// Nothing is written outside the output directory, so that the developer's own build stays warm.
        @Test func places() async throws {
            let greeter = try await Fixtures.greeter
            #expect(try greeter.scratch.files.names(in: greeter.package.appending(".build")) == ["swiftlambda"])
            let before = try await git(["status", "--porcelain", "--ignored"], in: greeter.package)
            #expect(before == "!! .build/\n")
        }

        /// The manifest has the commit and whether the tree is dirty.
        @Test func gitState() async throws {
            let greeter = try await Fixtures.greeter
            let commit = try await git(["rev-parse", "HEAD"], in: greeter.package).trimmingCharacters(in: .newlines)
            let clean = try #require(try greeter.outputs().manifest.git)
            #expect(clean.commit == commit && !clean.dirty)

            let file = try greeter.write("?", to: "untracked")
            #expect(try await greeter.run(["package"]).status == 0)
            #expect(try greeter.outputs().manifest.git?.dirty == true)
            try greeter.scratch.files.remove(file)
            #expect(try await greeter.run(["package"]).status == 0)
            #expect(try greeter.outputs().manifest.git?.dirty == false)
        }
    }
}
