import Host
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite(.requires(program: "git")) struct PackageCopyTests {
    private let scratch: ScratchDirectory
    private let host: Host

    init() throws {
        scratch = try ScratchDirectory()
        host = .testing(files: scratch.files, processes: try liveProcesses())
        for package in ["repo/apps/shop", "repo/libs/money"] {
            for file in ["Package.swift", "Package.resolved", "Sources/a.swift", ".build/x", "out/function.zip"] {
                try scratch.write("\(package) \(file)", to: "\(package)/\(file)")
            }
        }
        try scratch.write("key", to: "repo/apps/shop/secret.txt")
        try scratch.files.link(scratch.appending("repo/apps/shop/link"), to: "Sources/a.swift")
    }

    private func copy() async throws -> FilePath {
        try await PackageCopy(host: host, excluded: [scratch.appending("repo/apps/shop/out")])
            .copy(
                scratch.appending("repo/apps/shop"), others: [scratch.appending("repo/libs/money")],
                to: scratch.appending("copy"))
    }

    private func isThere(_ path: String) throws -> Bool {
        try scratch.files.status(
            of: scratch.appending("copy").appending(FilePath(path).components), followingLinks: true)
            != nil
    }

    /// Packages keep their relative paths, and build directories are not copied.
    @Test func places() async throws {
        #expect(try await copy() == scratch.appending("copy/apps/shop"))
        #expect(try scratch.text(of: "copy/libs/money/Sources/a.swift") == "repo/libs/money Sources/a.swift")
        #expect(try isThere("apps/shop/secret.txt") && isThere("libs/money/out/function.zip"))
        #expect(try !isThere("apps/shop/.build") && !isThere("apps/shop/out"))
        #expect(try scratch.files.destination(ofLink: scratch.appending("copy/apps/shop/link")) == "Sources/a.swift")
    }

    /// Files that git ignores are not copied, except Package.resolved.
    @Test func ignored() async throws {
        try scratch.write("secret.txt\nPackage.resolved\n.build\n", to: "repo/.gitignore")
        let result = try await runTool("git", ["init", "--quiet"], in: scratch.appending("repo"))
        try #require(result.status == 0)
        _ = try await copy()
        #expect(try isThere("apps/shop/Package.resolved") && isThere("apps/shop/Sources/a.swift"))
        #expect(try isThere("libs/money/Package.resolved") && !isThere("apps/shop/secret.txt"))
    }

    /// A package that git ignores as a whole is copied as it is.
    @Test func ignoredPackage() async throws {
        try scratch.write("apps\n", to: "repo/.gitignore")
        _ = try await runTool("git", ["init", "--quiet"], in: scratch.appending("repo"))
        _ = try await copy()
        #expect(try isThere("apps/shop/secret.txt"))
    }
}
