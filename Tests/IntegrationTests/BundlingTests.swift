import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// Archives that bring libraries, started where nothing else can help them.
@Suite(.serialized) struct BundlingTests {
    private static let event = "{\"time\": 0, \"x\": 3, \"y\": 4}"

    /// Writes a package with one function, which has the example's client of the Runtime API.
    private func writePackage(
        named name: String, in scratch: ScratchDirectory, systemLibrary: String = "", dependency: String = "",
        main: String
    ) async throws -> FilePath {
        try scratch.write(
            """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "\(name)",
                targets: [
                    .executableTarget(name: "\(name)", dependencies: ["RuntimeAPI"\(dependency)]),
                    .target(name: "RuntimeAPI"),
                    \(systemLibrary)
                ]
            )
            """, to: "\(name)/Package.swift")
        try scratch.write(main, to: "\(name)/Sources/\(name)/main.swift")
        let client = BuiltTool.root.appending(FilePath("Examples/Greeter/Sources/RuntimeAPI").components)
        _ = try await scratch.copyTree(client, to: "\(name)/Sources/RuntimeAPI")
        return scratch.appending(name)
    }

    private func writeFoundationFunction(in scratch: ScratchDirectory) async throws -> FilePath {
        try await writePackage(
            named: "Teller", in: scratch,
            main: """
                import Foundation
                import RuntimeAPI

                let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
                while true {
                    let invocation = try runtime.next()
                    let event = try JSONDecoder().decode([String: Double].self, from: Data(invocation.event))
                    let day = ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: event["time"] ?? 1))
                    let length = hypot(event["x"] ?? 0, event["y"] ?? 0)
                    try runtime.respond(to: invocation, with: Array("\\(day) \\(length)".utf8))
                }
                """)
    }

    private func writeSQLiteFunction(in scratch: ScratchDirectory) async throws -> FilePath {
        try scratch.write("#include <sqlite3.h>\n", to: "Counter/Sources/CSQLite/shim.h")
        try scratch.write(
            "module CSQLite {\n    header \"shim.h\"\n    link \"sqlite3\"\n    export *\n}\n",
            to: "Counter/Sources/CSQLite/module.modulemap")
        return try await writePackage(
            named: "Counter", in: scratch,
            systemLibrary: ".systemLibrary(name: \"CSQLite\", pkgConfig: \"sqlite3\"),", dependency: ", \"CSQLite\"",
            main: """
                import CSQLite
                import RuntimeAPI

                let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
                while true {
                    let invocation = try runtime.next()
                    try runtime.respond(to: invocation, with: Array("SQLite \\(sqlite3_libversion_number())".utf8))
                }
                """)
    }

    private func package(
        _ package: FilePath, _ options: [String] = [], bundle: String? = nil, architecture: String? = nil,
        environment: [String: String?] = [:]
    ) async throws -> (ToolResult, archive: FilePath) {
        var arguments = ["package", "--format", "json", "--compression", "1"] + options
        if let bundle { arguments += ["--bundle", bundle] }
        if let architecture { arguments += ["--arch", architecture] }
        let result = try await BuiltTool.run(
            arguments, in: package, environment: environment, timeLimit: .seconds(900))
        let functions = try #require(try result.json["functions"] as? [[String: Any]], "\(result.error)")
        return (result, FilePath(functions.first?["archive"] as? String ?? ""))
    }

    private func manifest(besides archive: FilePath) throws -> [String: Any] {
        let bytes = try LiveFileSystem()
            .read(archive.removingLastComponent().appending("manifest.json"), limit: 1 << 24)
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func bundle(besides archive: FilePath) throws -> [String: Any] {
        try #require(try manifest(besides: archive)["bundle"] as? [String: Any])
    }

    /// The versions that a manifest says are required, by their prefix.
    private func requirements(_ manifest: [String: Any]) throws -> [String: DottedVersion] {
        let audit = try #require(manifest["audit"] as? [String: Any])
        let list = try #require(audit["requirements"] as? [[String: String]])
        return Dictionary(
            list.compactMap { item in
                guard let name = item["name"], let needed = item["needed"].flatMap({ DottedVersion($0) }) else {
                    return nil
                }
                return (name, needed)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The versions of Amazon Linux 2023.
    private func expectStart(_ manifest: [String: Any]) throws {
        for (name, version) in try requirements(manifest) {
            let limit = try #require(LambdaRuntime.providedAL2023.newestSymbolVersions[name])
            #expect(version <= limit, "\(name)")
        }
    }

    /// Nothing has to be bundled, although the machine's C library is newer than the runtime's.
    @Test(.requires(program: "readelf"), .requires(program: "unzip"))
    func aFoundationFunctionBringsNothing() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writeFoundationFunction(in: scratch)
        let (result, archive) = try await self.package(package)
        #expect(result.status == 0, "\(result.error)")
        #expect(try result.diagnosticIdentifiers.isEmpty)
        let manifest = try manifest(besides: archive)
        try expectStart(manifest)
        #expect(manifest["bundle"] == nil)
        #expect((manifest["entries"] as? [[String: Any]])?.map { $0["path"] as? String } == ["bootstrap"])

        // A reader of its own finds no newer version either, and each forwarder goes where the manifest says.
        try await succeeding("unzip", ["-q", archive.string, "-d", "task"], in: scratch.path)
        let symbols = try await succeeding("readelf", ["-W", "--dyn-syms", "task/bootstrap"], in: scratch.path)
        let compatibility = manifest["compatibility"] as? [String: Any]
        for forwarder in compatibility?["forwarders"] as? [[String: String]] ?? [] {
            let name = try #require(forwarder["name"])
            #expect(symbols.contains("\(name)@\(try #require(forwarder["to"]))"))
            #expect(!symbols.contains("\(name)@\(try #require(forwarder["from"]))"))
        }

        try scratch.write(Self.event, to: "event.json")
        let invoked = try await BuiltTool.run(
            ["invoke", "Teller", "--event", scratch.appending("event.json").string, "--raw"], in: package)
        #expect(invoked.status == 0, "\(invoked.error)")
        #expect(invoked.output.contains("1970-01-01T00:00:00Z 5.0"))

        let (again, _) = try await self.package(package)
        let functions = try #require(try again.json["functions"] as? [[String: Any]])
        #expect(functions.first?["outcome"] as? String == "unchanged")
    }

    @Test(
        .requires(program: "bwrap"), .requires(program: "unzip"),
        .requires("debian-11", "Debian 11 is not there and cannot be made", isPresent: DebianTree.old.isAvailable))
    func aFoundationFunctionBringsItsOwnLibcAndStartsAnywhere() async throws {
        // SwiftPM cannot build where a path has a quotation mark.
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writeFoundationFunction(in: scratch)

        let (result, archive) = try await self.package(package, ["--no-forward"])
        #expect(result.status == 0, "\(result.error)")
        // The C library looks for character sets where Debian has them, and brings those that it needs itself.
        #expect(try Set(result.diagnosticIdentifiers) == ["bundle.added", "elf.foreign-directories"])
        #expect(try bundle(besides: archive)["level"] as? String == "libc")

        for root in [LambdaRoot(), LambdaRoot(tree: try await DebianTree.old.tree())] {
            let answer = try await root.answer(of: archive, to: Self.event, in: scratch)
            #expect(answer == "1970-01-01T00:00:00Z 5.0")
        }

        let (again, _) = try await self.package(package, ["--no-forward"])
        let functions = try #require(try again.json["functions"] as? [[String: Any]])
        #expect(functions.first?["outcome"] as? String == "unchanged")

        let (refused, _) = try await self.package(package, ["--no-forward"], bundle: "none")
        #expect(refused.status == 1)
        #expect(try refused.diagnosticIdentifiers.contains("elf.glibc-too-new"))
        // The link is the same for every level: choosing another and coming back gives the same archive.
        let (back, _) = try await self.package(package, ["--no-forward"])
        let archives = try #require(try back.json["functions"] as? [[String: Any]])
        #expect(archives.first?["sha256"] as? String == functions.first?["sha256"] as? String)
    }

    @Test(
        .requires(program: "bwrap"), .requires(program: "unzip"), .requires(program: "dpkg-deb"),
        .requires(program: "qemu-aarch64-static"))
    func aFunctionOfAnotherArchitectureBringsTheLibcOfItsSDK() async throws {
        let sdk = try await DebianSDK.made()
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writePackage(
            named: "Echo", in: scratch,
            main: """
                import RuntimeAPI

                let runtime = try RuntimeAPI(address: environment("AWS_LAMBDA_RUNTIME_API") ?? "")
                while true {
                    let invocation = try runtime.next()
                    try runtime.respond(to: invocation, with: invocation.event)
                }
                """)
        let (result, archive) = try await self.package(
            package, ["--swift-sdk", sdk.id, "--no-forward"], architecture: "arm64",
            environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string])
        #expect(result.status == 0, "\(result.error)")
        let bundle = try bundle(besides: archive)
        #expect(bundle["level"] as? String == "libc")
        #expect(bundle["origin"] as? String == sdk.id)

        let root = LambdaRoot(emulator: try liveProcesses().locate("qemu-aarch64-static"))
        #expect(try await root.answer(of: archive, to: Self.event, in: scratch) == Self.event)

        // With forwarders, no C library is bundled.
        let (forwarded, alone) = try await self.package(
            package, ["--swift-sdk", sdk.id], architecture: "arm64",
            environment: ["SWIFTLAMBDA_SWIFT_SDKS_PATH": DebianSDK.store.string])
        #expect(forwarded.status == 0, "\(forwarded.error)")
        let manifest = try manifest(besides: alone)
        #expect(manifest["bundle"] == nil)
        try expectStart(manifest)
    }

    @Test(
        .requires(program: "bwrap"), .requires(program: "unzip"),
        .requires("sqlite3", "sqlite3.h is not installed") {
            try LiveFileSystem().status(of: "/usr/include/sqlite3.h", followingLinks: true) != nil
        })
    func aFunctionBringsTheLibraryThatTheRuntimeLacks() async throws {
        // SwiftPM cannot build where a path has a quotation mark.
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writeSQLiteFunction(in: scratch)

        let (refused, _) = try await self.package(package, bundle: "none")
        #expect(refused.status == 1)
        #expect(try refused.diagnosticIdentifiers == ["elf.library-missing"])

        let (result, archive) = try await self.package(package, bundle: "libraries")
        #expect(result.status == 0, "\(result.error)")
        let bundle = try bundle(besides: archive)
        #expect(bundle["level"] as? String == "libraries")
        let libraries = try #require(bundle["libraries"] as? [[String: Any]])
        #expect(libraries.map { $0["path"] as? String } == ["lib/libsqlite3.so.0"])
        #expect((libraries.first?["package"] as? [String: Any])?["name"] as? String == "libsqlite3-0")

        // A root with the libraries that the runtime is known to have, and no others.
        let files = LiveFileSystem()
        let names = [
            "libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libdl.so.2", "libpthread.so.0",
        ]
        let directory = FilePath("/lib/\(LambdaRoot.multiarch)")
        var root = LambdaRoot()
        for name in names where try files.status(of: directory.appending(name), followingLinks: true) != nil {
            root.files.append((try files.realPath(directory.appending(name)), FilePath("/lib64").appending(name)))
        }
        root.files.append((try files.realPath(Self.loader), Self.loader))
        let answer = try await root.answer(of: archive, to: "{}", in: scratch)
        #expect(answer.hasPrefix("SQLite 3"))
    }

    /// Writes a package whose dependency has dynamic library products.
    private func writeDynamicPackage(in scratch: ScratchDirectory, named name: String, usesSwift: Bool) async throws
        -> FilePath
    {
        try scratch.write(
            """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "Parts",
                products: [
                    .library(name: "Sum", type: .dynamic, targets: ["Sum"]),
                    .library(name: "Total", type: .dynamic, targets: ["Total"]),
                ],
                targets: [.target(name: "Sum"), .target(name: "Total")]
            )
            """, to: "\(name)/Parts/Package.swift")
        try scratch.write("int sum(int a, int b);\n", to: "\(name)/Parts/Sources/Sum/include/sum.h")
        try scratch.write(
            "#include \"sum.h\"\nint sum(int a, int b) { return a + b; }\n", to: "\(name)/Parts/Sources/Sum/sum.c")
        try scratch.write(
            """
            public struct Total {
                var numbers: [Int] = []
                public init() {}
                public mutating func add(_ number: Int) { numbers.append(number) }
                public var sum: Int { numbers.reduce(0, +) }
            }
            """,
            to: "\(name)/Parts/Sources/Total/Total.swift")
        let product = usesSwift ? "Total" : "Sum"
        try scratch.write(
            """
            // swift-tools-version: 6.0
            import PackageDescription

            let package = Package(
                name: "Adder",
                dependencies: [.package(path: "Parts")],
                targets: [
                    .executableTarget(name: "Adder", dependencies: [.product(name: "\(product)", package: "Parts")])
                ]
            )
            """, to: "\(name)/Package.swift")
        try scratch.write(
            "import \(product)\n\n"
                + (usesSwift ? "var total = Total()\ntotal.add(1)\nprint(total.sum)\n" : "print(sum(1, 2))\n"),
            to: "\(name)/Sources/Adder/main.swift")
        return scratch.appending(name)
    }

    @Test(.requires(program: "unzip"))
    func aDynamicLibraryOfThePackageIsTheSameInAnyDirectory() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        var digests: Set<String> = []
        for name in ["here", "else"] {
            let package = try await writeDynamicPackage(in: scratch, named: name, usesSwift: false)
            let (result, archive) = try await self.package(package)
            #expect(result.status == 0, "\(result.error)")
            #expect(try !result.diagnosticIdentifiers.contains("build.absolute-path"))
            let functions = try #require(try result.json["functions"] as? [[String: Any]])
            digests.insert(try #require(functions.first?["sha256"] as? String))
            try await succeeding("unzip", ["-q", archive.string, "-d", "task-\(name)"], in: scratch.path)
            let sections = try await succeeding(
                "readelf", ["-S", "-W", "task-\(name)/lib/libSum.so"], in: scratch.path)
            #expect(!sections.contains(".symtab") && !sections.contains(".debug_info"))
        }
        #expect(digests.count == 1)
    }

    @Test func aSwiftLibraryWithTheSharedRuntimeIsRefusedBesideTheStaticOne() async throws {
        let scratch = try ScratchDirectory(isPlain: true)
        let package = try await writeDynamicPackage(in: scratch, named: "Adder", usesSwift: true)
        let (result, _) = try await self.package(package)
        #expect(result.status == 1)
        #expect(try result.diagnosticIdentifiers.contains("elf.two-swift-runtimes"))
        #expect(result.error.contains("without 'type: .dynamic'"))
    }

    #if arch(arm64)
    private static let loader: FilePath = "/lib/ld-linux-aarch64.so.1"
    #else
    private static let loader: FilePath = "/lib64/ld-linux-x86-64.so.2"
    #endif
}
