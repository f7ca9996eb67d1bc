import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// SDKs from a toolchain's archive, as `sdk make --from toolchain` makes them.
    ///
    /// swift.org's archives for Amazon Linux are not here: the archive is made of this machine's toolchain, for its
    /// architecture, in the same layout.
    @Suite(.serialized) struct ToolchainSDKTests {
        let scratch: ScratchDirectory
        let tag: String
        private let swift: FilePath

        init() async throws {
            // SwiftPM cannot build where a path has a quotation mark.
            scratch = try ScratchDirectory(isPlain: true)
            let info = try #require(
                try JSONSerialization.jsonObject(with: Data(try await succeeding("swift", ["-print-target-info"]).utf8))
                    as? [String: Any])
            let paths = try #require(info["paths"] as? [String: Any])
            tag = try #require(info["swiftCompilerTag"] as? String)
            swift = FilePath(try #require(paths["runtimeResourcePath"] as? String))
        }

        var version: String { String(tag.dropFirst("swift-".count).prefix { $0 != "-" }) }

        func name(for architecture: Architecture, platform: String = "debian12") -> String {
            "\(tag)-\(platform)" + (architecture == .arm64 ? "-aarch64" : "")
        }

        private func make(
            _ arguments: [String], arch: Architecture? = nil, environment: [String: String?] = [:]
        ) async throws -> ToolResult {
            let architecture = try arch ?? BuiltTool.architecture
            return try await BuiltTool.run(
                [
                    "sdk", "make", "--from", "toolchain", "--arch", architecture.rawValue, "--output",
                    scratch.appending("sdks").string, "--format", "json",
                ] + arguments, in: scratch.path,
                environment: ["XDG_CACHE_HOME": scratch.appending("cache").string].merging(environment) { $1 })
        }

        // MARK: The machine's own toolchain

        @Test(
            .requires(
                "debian-12", "debootstrap can't make Debian 12 here", isPresent: DebianTree.forSwift.isAvailable))
        func aFunctionWithFoundationIsBuiltWithIt() async throws {
            let architecture = try BuiltTool.architecture
            let usr = swift.removingLastComponent().removingLastComponent()
            let archive = scratch.appending("toolchain.tar")
            try await succeeding(
                "tar",
                [
                    "--create", "--file", archive.string, "--directory", usr.string,
                    "--transform", "s,^,\(name(for: architecture))/usr/,S", "lib/swift/linux", "lib/swift/shims",
                    "lib/swift/dispatch", "lib/swift/os", "lib/swift/Block", "lib/swift/CoreFoundation",
                    "lib/swift/_FoundationCShims", "lib/swift/_foundation_unicode", "lib/swift/pm", "lib/swift_static",
                    "lib/clang",
                ])
            let tree = try await DebianTree.forSwift.tree()
            let made = try await make(["--archive", archive.string, "--sysroot-directory", tree.string])
            try #require(made.status == 0, "\(made.error)")
            #expect(made.error.contains("is not verified"))
            let sdk = try #require((try made.json["sdks"] as? [[String: Any]])?.first)
            let id = "swift-\(version)-debian12-\(architecture)"
            #expect(sdk["id"] as? String == id)
            let target = try #require((sdk["targets"] as? [[String: Any]])?.first)
            #expect(target["fits"] as? Bool == true)
            #expect(target["glibcVersion"] as? String == "2.36")
            #expect((target["missingModules"] as? [String])?.isEmpty == true)
            let sysroot = FilePath(try #require(target["sdkRoot"] as? String))
            #expect(try scratch.files.status(of: sysroot.pushing("usr/lib/swift/pm"), followingLinks: false) == nil)

            let store = scratch.appending("sdks").string
            let check = try await BuiltTool.run(
                ["sdk", "check", id, "--swift-sdks-path", store, "--format", "json"], in: scratch.path)
            #expect(check.status == 0, "\(check.error)")

            let package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Fleet"), to: "Fleet")
            let packaged = try await BuiltTool.run(
                [
                    "package", "reports", "--builder", "sdk", "--swift-sdk", id, "--swift-sdks-path", store,
                    "--compression", "0", "--arch",
                    architecture.rawValue, "--format", "json",
                ], in: package)
            try #require(packaged.status == 0, "\(packaged.error)")
            let answer = try await BuiltTool.run(
                ["invoke", "reports", "--event", #"{"time": 86400}"#, "--arch", architecture.rawValue], in: package)
            #expect(answer.status == 0, "\(answer.error)")
            #expect(answer.output.contains(#""day": "1970-01-02", "calendar": "Foundation""#))

            let removed = try await BuiltTool.run(["sdk", "remove", id, "--swift-sdks-path", store], in: scratch.path)
            #expect(removed.status == 0, "\(removed.error)")
            #expect(try scratch.files.names(in: scratch.appending("sdks")).isEmpty)
        }

        // MARK: Archives and systems of a few bytes

        private func refusal(_ arguments: [String], _ identifier: String) async throws -> ToolResult {
            let result = try await make(arguments)
            #expect(try result.diagnosticIdentifiers == [identifier], "\(result.error)")
            let store = scratch.appending("sdks")
            let isThere = try scratch.files.status(of: store, followingLinks: true) != nil
            #expect(try !isThere || scratch.files.names(in: store).isEmpty)
            return result
        }

        @Test(
            .requires(program: "python3"),
            arguments: [
                ("usr/lib/swift/linux/../../../../../../planted", nil),
                ("usr/lib/swift/linux/away", "../../../../../../../.."),
                ("usr/lib/swift/linux/away", "/tmp"),
            ] as [(String, String?)])
        func nothingIsWrittenOutsideTheBundle(member: String, link: String?) async throws {
            let result = try await make([
                "--archive", try await archive((member, link)).string, "--sysroot-directory", try system().string,
            ])
            #expect(result.status == (link == nil ? ExitStatus.badInput : .inputOutput).rawValue, "\(result.error)")
            #expect(
                try result.diagnosticIdentifiers == [link == nil ? "sdk.archive-unsafe" : "sdk.archive-unreadable"])
            #expect(try scratch.files.names(in: scratch.path).contains("planted") == false)
            #expect(try scratch.files.status(of: "/tmp/planted", followingLinks: false) == nil)
            #expect(try scratch.files.names(in: scratch.appending("sdks")).isEmpty)
        }

        @Test(.requires(program: "python3")) func anArchiveThatIsCutOffOrNoneIsRefused() async throws {
            let archive = try await archive()
            let system = try system().string
            let bytes = try scratch.files.read(archive, limit: 1 << 20)
            for count in [20, bytes.count / 2, bytes.count - 9] {
                try scratch.files.write(Array(bytes.prefix(count)), to: archive, permissions: .readableByAll)
                _ = try await refusal(
                    ["--archive", archive.string, "--sysroot-directory", system], "sdk.archive-cut-off")
            }
            try scratch.write("no archive", to: "none.tar.gz")
            _ = try await refusal(
                ["--archive", "none.tar.gz", "--sysroot-directory", system], "sdk.archive-no-toolchain")
        }

        @Test(.requires(program: "python3")) func otherReleasesAndArchitecturesAreRefused() async throws {
            let system = try system(machine: 20).string
            let result = try await refusal(
                ["--archive", try await archive().string, "--sysroot-directory", system],
                "sdk.sysroot-other-architecture")
            #expect(result.error.contains("PowerPC"))
            let own = try self.system().string
            _ = try await refusal(
                ["--archive", try await archive(version: "5.1").string, "--sysroot-directory", own],
                "sdk.archive-other-release")
            let other = try await make(
                ["--archive", try await archive().string, "--sysroot-directory", own],
                arch: BuiltTool.foreignArchitecture)
            #expect(try other.diagnosticIdentifiers == ["sdk.archive-other-architecture"])
            try scratch.files.remove(FilePath(own).pushing("usr/include"))
            _ = try await refusal(
                ["--archive", try await archive().string, "--sysroot-directory", own], "sdk.sysroot-incomplete")
        }

        /// The parts of an RPM package that unpackers look at, around a cpio archive.
        @Test(.requires(program: "python3"), .requires(program: "bsdtar"))
        func packagesAreASystem() async throws {
            let system = try system()
            try await succeeding(
                "bsdtar", ["--create", "--format", "newc", "--file", "payload", "--directory", system.string, "."],
                in: scratch.path)
            _ = try await python(
                """
                import gzip, sys
                header = b"\\x8e\\xad\\xe8\\x01" + bytes(12)
                payload = gzip.compress(open(sys.argv[1], "rb").read())
                open(sys.argv[2], "wb").write(b"\\xed\\xab\\xee\\xdb\\x03\\x00" + bytes(90) + header + header + payload)
                """, [scratch.appending("payload").string, scratch.appending("system.rpm").string])
            let made = try await make(["--archive", try await archive().string, "--rpm", "system.rpm"])
            try #require(made.status == 0, "\(made.error)")
            let sdk = try #require((try made.json["sdks"] as? [[String: Any]])?.first)
            #expect(sdk["id"] as? String == "swift-\(version)-amazonlinux2023-\(try BuiltTool.architecture)")
            let bundle = FilePath(try #require(sdk["bundle"] as? String))
            let variant = bundle.appending("\(try BuiltTool.architecture.gnuName)-unknown-linux-gnu")
            #expect(try scratch.files.names(in: variant) == ["swift-sdk.json", "sysroot", "toolset.json"])
            let library = variant.pushing("sysroot/usr/lib64/libc.so.6")
            #expect(try scratch.files.status(of: library, followingLinks: false)?.kind == .regular)

            try scratch.write("text", to: "none.rpm")
            let none = try await make(["--replace", "--archive", "small.tar.gz", "--rpm", "none.rpm"])
            #expect(try none.diagnosticIdentifiers == ["sdk.not-rpm"])
            // What was there before stays.
            #expect(try scratch.files.names(in: scratch.appending("sdks")).count == 1)
        }

        @Test(
            .requires(program: "python3"), .requires(program: "podman"), .requires(program: "runc"),
            .requires("containers", "this machine runs no containers", isPresent: ContainerImage.isAvailable))
        func anImageIsASystem() async throws {
            let image = try await ContainerImage.image
            let made = try await make(
                ["--archive", try await archive().string, "--image", image.name, "--engine", "podman"],
                environment: image.environment)
            try #require(made.status == 0, "\(made.error)")
            #expect(
                made.output.contains(#""glibcVersion":"2.36""#) || made.output.contains(#""glibcVersion" : "2.36""#))
            #expect(try await image.containers.filter { $0.hasPrefix("swiftlambda-swift-") }.isEmpty)
        }

        @Test(.requires(program: "python3"), .requires(program: "gpg"), .requires(program: "gpgconf"))
        func theSignatureIsVerifiedByGpg() async throws {
            let archive = try await archive()
            let system = try system().string
            let keys = try scratch.privateDirectory("keys")
            let environment: [String: String?] = ["GNUPGHOME": keys]
            func gpg(_ arguments: [String]) async throws {
                try await succeeding("gpg", ["--batch", "--quiet"] + arguments, environment: environment)
            }
            let result: Result<Void, any Error>
            do {
                try await gpg(["--passphrase", "", "--quick-generate-key", "Tester <t@example.org>", "ed25519", "sign"])
                try await gpg(["--detach-sign", "--output", archive.string + ".sig", archive.string])
                result = .success(())
            } catch {
                result = .failure(error)
            }
            try await succeeding("gpgconf", ["--kill", "all"], environment: environment)
            try result.get()

            let arguments = ["--archive", archive.string, "--sysroot-directory", system]
            let unknown = try await make(arguments, environment: ["GNUPGHOME": try scratch.privateDirectory("none")])
            #expect(try unknown.diagnosticIdentifiers == ["sdk.signature-no-key"], "\(unknown.error)")
            let good = try await make(arguments, environment: environment)
            #expect(good.status == 0, "\(good.error)")
            #expect(good.error.contains("is signed by 'Tester <t@example.org>', whose key is not one of"))

            try scratch.write("another file", to: "other.tar.gz.sig")
            let unusable = try await make(
                arguments + ["--replace", "--signature", "other.tar.gz.sig"], environment: environment)
            #expect(try unusable.diagnosticIdentifiers == ["sdk.signature-unusable"], "\(unusable.error)")
            let bytes = try scratch.files.read(archive, limit: 1 << 20)
            try scratch.files.write(bytes + [0], to: archive, permissions: .readableByAll)
            let bad = try await make(arguments + ["--replace"], environment: environment)
            #expect(try bad.diagnosticIdentifiers == ["sdk.signature-bad"], "\(bad.error)")
            #expect(bad.status == ExitStatus.badInput.rawValue)
        }
    }
}
