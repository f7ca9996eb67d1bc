import Foundation
import Host
import SystemPackage
import TestSupport
import Testing

/// Lets a program run as another user where the tests' own user may do that.
private struct OtherUser {
    static let number = 65_534

    /// The first words of a command line; empty where the user cannot be changed.
    static func prefix(canRun program: FilePath, with tools: [FilePath]) async throws -> [String] {
        guard getuid() == 0, let setpriv = try liveProcesses().locate("setpriv") else { return [] }
        let prefix = [
            setpriv.string, "--reuid=\(number)", "--regid=\(number)", "--clear-groups", "--",
        ]
        for tool in [program] + tools {
            // Programs in root's own home are out of reach.
            let result = try await runTool(prefix[0], Array(prefix.dropFirst()) + ["test", "-x", tool.string])
            guard result.status == 0 else { return [] }
        }
        return prefix
    }
}

extension ToolTests {
    @Suite struct ReproducibilityTests {
        @Test("Another directory, umask, time zone, locale, user and order of creation give the same bytes")
        func sameBytes() async throws {
            let greeter = try await Fixtures.greeter
            let elsewhere = try ScratchDirectory(isPlain: true)
            let package = try await elsewhere.copyTree(
                BuiltTool.root.appending("Examples").appending("Greeter"), to: "quite/another/place")
            let output = greeter.scratch.appending("same bytes")
            let outputs = try greeter.outputs(in: output)
            // Directories list their files in an order that depends on that of their creation.
            for (root, names) in [
                (greeter.scratch.appending("More"), ["b", "a", "ü", "Z"]),
                (elsewhere.appending("More"), ["Z", "ü", "a", "b"]),
            ] {
                for name in names { try elsewhere.files.makeFile(root.appending(name), text: name) }
            }
            let first = try await greeter.run([
                "package", "--include", greeter.scratch.appending("More").string, "--output", output.string,
            ])
            try #require(first.status == 0, "\(first.error)")

            let swift = try #require(try liveProcesses().locate("swift"))
            let prefix = try await OtherUser.prefix(canRun: BuiltTool.path, with: [swift])
            if !prefix.isEmpty {
                try await succeeding("chown", ["-R", "\(OtherUser.number)", elsewhere.path.string])
            }
            let second = try await runTool(
                "sh",
                ["-c", "umask 077; exec \"$@\"", "sh"] + prefix + [
                    BuiltTool.path.string, "package", "--include", elsewhere.appending("More").string, "--output",
                    "out",
                ], in: package,
                environment: BuiltTool.cleared.merging([
                    "TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "HOME": elsewhere.path.string,
                ]) { $1 }, timeLimit: .seconds(300))
            try #require(second.status == 0, "\(second.error)")
            let others = try FunctionOutputs(of: "greeter", in: package.appending("out"), files: elsewhere.files)
            #expect(try others.archiveBytes == outputs.archiveBytes)
            #expect(try others.manifest.archive.contentDigest == outputs.manifest.archive.contentDigest)
            #expect(
                try outputs.manifest.entries.map(\.path).suffix(5) == [
                    "More/Z", "More/a", "More/b", "More/ü", "bootstrap",
                ])
            #expect(try others.archiveStatus.permissions == outputs.archiveStatus.permissions)
        }
    }
}

extension LiveFileSystem {
    fileprivate func makeFile(_ path: FilePath, text: String) throws {
        try makeDirectory(path.removingLastComponent())
        try write(Array(text.utf8), to: path, permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
}
