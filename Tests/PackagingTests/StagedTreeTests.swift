import Archive
import Building
import Bundling
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite struct StagedTreeTests {
    private let scratch: ScratchDirectory
    private let bootstrap: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        bootstrap = try scratch.write(
            "binary", to: "bin/Orders", permissions: [.ownerReadWriteExecute, .groupRead, .otherRead])
    }

    private func stage(
        _ include: [IncludeRule] = [], resources: [Resource] = [], exclude: [String] = []
    ) throws -> StagedTree {
        try StagedTree.stage(
            bootstrap: bootstrap, resources: resources, include: include, exclude: exclude, package: scratch.path,
            files: scratch.files)
    }

    @Test func theBinaryIsTheBootstrap() throws {
        let tree = try stage()
        #expect(tree.entries.map(\.path) == ["bootstrap"])
        #expect(tree.entries.map(\.isExecutable) == [true])
    }

    @Test func directoriesAreWalkedAndSortedBytewise() throws {
        for name in ["Assets/b.txt", "Assets/B.txt", "Assets/a/é.txt", "Assets/a-.txt"] {
            try scratch.write("x", to: name)
        }
        try scratch.files.makeDirectory(scratch.appending("Assets/empty"))
        let tree = try stage([IncludeRule(source: "Assets")])
        #expect(
            tree.entries.map(\.path) == [
                "Assets/B.txt", "Assets/a-.txt", "Assets/a/é.txt", "Assets/b.txt", "Assets/empty", "bootstrap",
            ])
        #expect(tree.entries.first { $0.path == "Assets/empty" }?.content == .emptyDirectory)
    }

    @Test(arguments: [
        ("config/prod.json", nil, "prod.json"), ("config/prod.json", "config.json", "config.json"),
        ("config/../config/prod.json", "a/./b", "a/b"), ("./config/prod.json", nil, "prod.json"),
    ])
    func anIncludeHasItsNameOrTheOneItIsGiven(source: String, destination: String?, path: String) throws {
        try scratch.write("{}", to: "config/prod.json")
        let tree = try stage([IncludeRule(source: source, destination: destination)])
        #expect(tree.entries.map(\.path).contains(path))
    }

    @Test(arguments: ["../x", "/x", "a/../..", "."])
    func aDestinationOutsideTheArchiveIsRefused(destination: String) throws {
        try scratch.write("x", to: "file")
        #expect(throws: StagingError.includeOutside(destination)) {
            try stage([IncludeRule(source: "file", destination: destination)])
        }
    }

    @Test func whatIsNotThereIsNamedWithWhereItWasLookedFor() {
        let error = #expect(throws: StagingError.self) { try stage([IncludeRule(source: "Asets")]) }
        #expect(error == .includeMissing("Asets", package: scratch.path))
        #expect(error?.exitStatus == .badInput)
    }

    @Test func twoThingsAtOnePathAreRefusedAndBothAreNamed() throws {
        try scratch.write("x", to: "a")
        let error = #expect(throws: StagingError.self) {
            try stage([IncludeRule(source: "a", destination: "bootstrap")])
        }
        #expect(error == .clash(path: "bootstrap", first: "the function's binary", second: "include 'a'"))
    }

    /// Files of systems and editors are left out with a note; patterns exclude more, or include them again.
    @Test func leftOut() throws {
        for name in [
            ".DS_Store", "._logo.png", "logo.png", "__MACOSX/x", "sub/Thumbs.db", "sub/a.txt~", "sub/.#a.txt",
            "sub/#a.txt#",
            "sub/.a.txt.swp", "sub/a.txt", "raw/a.psd", "sub/b.psd", ".keep",
        ] { try scratch.write("x", to: "Assets/\(name)") }
        let plain = try stage([IncludeRule(source: "Assets")])
        #expect(
            plain.entries.map(\.path) == [
                "Assets/.keep", "Assets/logo.png", "Assets/raw/a.psd", "Assets/sub/a.txt", "Assets/sub/b.psd",
                "bootstrap",
            ])
        #expect(plain.leftOut.count == 8)
        #expect(plain.leftOutNote?.severity == .note)
        let chosen = try stage(
            [IncludeRule(source: "Assets", destination: "other")],
            exclude: ["*.psd", "!b.psd", "Assets/.keep", "!.DS_Store"])
        #expect(
            chosen.entries.map(\.path) == [
                "bootstrap", "other/.DS_Store", "other/logo.png", "other/sub/a.txt", "other/sub/b.psd",
            ])
        #expect(try stage([IncludeRule(source: "Assets/.DS_Store")]).leftOut.isEmpty)
    }

    /// Two names that Unicode considers equal are two files on Linux.
    @Test func normalization() throws {
        for name in ["\u{E9}.txt", "e\u{301}.txt"] {
            try scratch.write("x", to: "Assets/\(name)")
        }
        let names = try scratch.files.names(in: scratch.appending("Assets"))
        // A file system that takes both for one has one.
        let tree = try stage([IncludeRule(source: "Assets")])
        #expect(tree.entries.count == names.count + 1)
    }

    /// Includes are checked before the build.
    @Test func check() throws {
        func check(_ include: [IncludeRule]) throws {
            try StagedTree.check(include: include, exclude: [], package: scratch.path, files: scratch.files)
        }
        try scratch.write("x", to: "a")
        try check([IncludeRule(source: "a")])
        #expect(throws: StagingError.includeMissing("nope", package: scratch.path)) {
            try check([IncludeRule(source: "nope")])
        }
        #expect(throws: StagingError.self) { try check([IncludeRule(source: "a", destination: "bootstrap")]) }
        #expect(throws: StagingError.self) { try check([IncludeRule(source: "a"), IncludeRule(source: "./a")]) }
    }

    @Test func linksInADirectoryAreKeptAndALinkThatIsNamedIsFollowed() throws {
        try scratch.write("x", to: "Assets/real")
        try scratch.files.link(scratch.appending("Assets/link"), to: "real")
        try scratch.files.link(scratch.appending("outer"), to: "Assets/real")
        let tree = try stage([IncludeRule(source: "Assets"), IncludeRule(source: "outer")])
        #expect(tree.links.map(\.path) == ["Assets/link"])
        #expect(tree.links.map(\.target) == ["real"])
        #expect(tree.entries.map(\.path).contains("outer"))
    }

    @Test func resourcesGoWhereTheCodeLooksForThem() throws {
        let source = try scratch.write("x", to: "Sources/Orders/table.csv")
        let resource = Resource(
            source: source, bundle: "shop_Orders.resources", destination: "shop_Orders.resources/table.csv")
        #expect(
            try stage(resources: [resource]).entries.map(\.path) == ["bootstrap", "shop_Orders.resources/table.csv"])
    }
}

@Suite struct FingerprintTests {
    /// What a fingerprint is made of, besides the bytes.
    private struct Input {
        var run = PackageRun(
            package: "/p", output: "/p/o", scratch: "/p/s", jobs: JobLimit(count: 1), toolVersion: "1")
        var build = PackageBuild(functions: [], builder: .onlyNative(.arm64))
        var function = LambdaFunction(name: "orders", product: "Orders", architecture: .arm64)
        var status = FileStatus(
            kind: .regular, size: 1, permissions: .ownerReadWrite, modificationTime: 5, inode: 7)
    }

    private func fingerprint(_ change: (inout Input) -> Void = { _ in }) -> Fingerprint {
        var input = Input()
        change(&input)
        let tree = StagedTree(entries: [StagedTree.Entry(path: "bootstrap", content: .file("/p/b", input.status))])
        return Fingerprint(tree: tree, function: input.function, run: input.run, build: input.build)
    }

    @Test func nothingChangedIsTheSame() {
        #expect(fingerprint() == fingerprint())
    }

    @Test func settingsThatDoNotReachTheArchiveDoNotCount() {
        #expect(fingerprint { $0.function.memory = 1024 } == fingerprint())
    }

    @Test func whateverReachesTheArchiveCounts() {
        let changed = [
            fingerprint { $0.status.size = 2 },
            fingerprint { $0.status.modificationTime = 6 },
            fingerprint { $0.status.inode = 8 },
            fingerprint { $0.status.permissions = .ownerReadWriteExecute },
            fingerprint { $0.run.symbols = .keep },
            fingerprint { $0.run.compression = .smallest },
            fingerprint { $0.function.build.bundle = .none },
            fingerprint { $0.build.optimization = .size },
            fingerprint { $0.build.arguments = ["-Xswiftc", "-DX"] },
            fingerprint { $0.run.toolVersion = "2" },
            fingerprint { $0.function.runtime = .providedAL2 },
            fingerprint { $0.function.layers = ["arn"] },
        ]
        #expect(Set(changed).count == changed.count)
        #expect(!changed.contains(fingerprint()))
    }
}
