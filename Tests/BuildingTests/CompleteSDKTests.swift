import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building
@testable import ELF
@testable import ELFTestSupport

/// SDKs that bring everything that Swift has on Linux, and their own compiler.
@Suite struct CompleteSDKTests {
    private let scratch: ScratchDirectory
    private let processes = ScriptedProcessRunner()
    private let store: FilePath
    private static let id = "debian-complete-bookworm-swift-6.2.3-arm64"

    init() throws {
        scratch = try ScratchDirectory()
        store = scratch.appending("sdks")
        processes.answer("tar")
        processes.answer("dpkg-deb")
        answerApt(swift: "6.2.3")
        let unpack = Self.unpack(scratch.files)
        processes.answer("bash") { command in
            try unpack(command)
            return ProcessResult(end: .exited(0))
        }
        let files = scratch.files
        processes.answer("clang") { command in
            let object = try #require(command.arguments.last)
            try files.write(Array("object".utf8), to: FilePath(object), permissions: .readableByAll)
            return ProcessResult(end: .exited(0))
        }
        answerCompiler()
    }

    private func answerCompiler(status: Int32 = 0, error: String = "") {
        processes.answer(
            "swiftc", ["-print-target-info"],
            output: """
                {"compilerVersion": "Swift version 6.2.3 (swift-6.2.3-RELEASE)",
                 "target": {"triple": "x86_64-unknown-linux-gnu"}, "paths": {"runtimeResourcePath": "/x/lib/swift"}}
                """, error: error, status: status)
    }

    private func answerApt(swift: String) {
        processes.answer("apt-get") { command in
            func lines(_ names: [String]) -> ProcessResult {
                let lines = names.map {
                    "'http://m/\($0)' \($0)_\($0.hasSuffix("swiftlang") ? swift : "1")-1_x.deb 10 SHA256:00\n"
                }
                return ProcessResult(end: .exited(0), output: Array(lines.joined().utf8))
            }
            if command.arguments.first == "indextargets" {
                return ProcessResult(end: .exited(0), output: Array("http://mirror.example/debian/ main\n".utf8))
            }
            guard let index = command.arguments.firstIndex(of: "--print-uris") else {
                return ProcessResult(end: .exited(0))
            }
            let names = command.arguments[(index + 1)...].filter { !$0.hasPrefix("-") }
            return lines(names + (command.arguments.contains("install") ? ["libldap"] : []))
        }
    }

    /// Writes a few of the files that unpacking would write.
    private static func unpack(_ files: LiveFileSystem) -> @Sendable (Command) throws -> Void {
        { command in
            let destination = FilePath(command.arguments[4])
            func write(_ bytes: [UInt8], to path: String) throws {
                let path = destination.pushing(FilePath(path))
                try files.makeDirectory(path.removingLastComponent())
                try files.write(bytes, to: path, permissions: .readableByAll)
            }
            let archive = command.arguments[3]
            if destination.lastComponent == "toolchain", archive.contains("/swiftlang_") {
                var program = ELFBuilder()
                program.interpreter = "/lib64/ld-linux-x86-64.so.2"
                for name in ["swiftc", "swift-frontend", "swift-driver"] {
                    try write(program.build().bytes, to: "bin/\(name)")
                }
                try write([], to: "lib/clang/17/include/stddef.h")
            } else if archive.contains("/swiftlang_") {
                for library in ["swift", "swift_static"] {
                    for module in ["Swift", "Foundation"] {
                        try write(
                            Array("// Swift version 6.2.3 (x)".utf8),
                            to: "usr/lib/\(library)/linux/\(module).swiftmodule/aarch64-unknown-linux-gnu.swiftmodule")
                    }
                    try write([], to: "usr/lib/\(library)/linux/_Testing_Foundation.swiftmodule/x")
                }
            } else if archive.contains("/libc6-dev_") {
                try write(
                    Array("#define\t__GLIBC__\t2\n#define\t__GLIBC_MINOR__\t36\n".utf8), to: "usr/include/features.h")
                let link = destination.pushing("usr/lib/aarch64-linux-gnu/libm.so")
                try files.makeDirectory(link.removingLastComponent())
                try files.link(link, to: "/lib/aarch64-linux-gnu/libm.so.6")
            }
        }
    }

    private func make(
        _ recipe: DebianRecipe = DebianRecipe(
            architecture: .arm64, contents: .complete(.bookworm), swiftVersion: DebianRecipe.knownVersion),
        compiler: String = "6.3.1", mirror: String? = nil
    ) async throws -> MadeSDK {
        let maker = DebianSDKMaker(
            host: .testing(files: scratch.files, processes: processes),
            store: SDKStore(directory: store, files: scratch.files), cache: scratch.appending("cache"),
            toolchain: Toolchain(
                swift: "/usr/bin/swift", compilerVersion: "Swift version \(compiler) (swift-\(compiler)-RELEASE)",
                triple: "x86_64-unknown-linux-gnu", programsDirectory: scratch.appending("tools/usr/bin"))
        ) { _ in }
        return try await maker.make(recipe, mirror: mirror)
    }

    @Test func itBringsACompilerThatStartsWithItsOwnLoader() async throws {
        let made = try await make()
        #expect(made.sdk.id == Self.id)
        let target = try #require(made.sdk.target(for: .arm64))
        let toolchain = made.sdk.bundle.pushing("aarch64-unknown-linux-gnu/toolchain")
        #expect(target.compiler == toolchain.pushing("bin/swiftc"))
        #expect(target.ownToolchain?.version == DottedVersion("6.2.3"))
        #expect(target.glibcVersion == DottedVersion("2.36"))
        #expect(target.modules?.keys.sorted() == ["Foundation", "Swift"])
        let program = try ELFFile(try scratch.files.read(toolchain.pushing("bin/swift-frontend"), limit: 1 << 20))
        #expect(
            program.interpreter
                == toolchain.pushing("lib/swift/linux/ld-linux-x86-64.so.2").string)
    }

    @Test func absoluteLinksOfTheSysrootStayInIt() async throws {
        let sysroot = try #require(try await make().sdk.targets.first?.sdkRoot)
        let link = sysroot.pushing("usr/lib/aarch64-linux-gnu/libm.so")
        #expect(try scratch.files.destination(ofLink: link) == "../../../lib/aarch64-linux-gnu/libm.so.6")
        #expect(try scratch.files.destination(ofLink: sysroot.appending("lib")) == "usr/lib")
        #expect(
            try scratch.files.destination(ofLink: sysroot.pushing("usr/lib/swift/clang"))
                == "../../../../toolchain/lib/clang/17")
    }

    @Test func itJudgesItselfByItsOwnCompiler() async throws {
        let target = try #require(try await make().sdk.target(for: .arm64))
        let machine = Toolchain(
            swift: "/usr/bin/swift", compilerVersion: "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
            triple: "x86_64-unknown-linux-gnu", programsDirectory: "/usr/bin")
        #expect(SDKFitness(target, for: machine) == .exact)
        #expect(target.missingModules(for: machine).contains("Foundation") == false)
        // The machine's SwiftPM reads the manifest, and the SDK's older compiler may not know the language.
        var needs = PackageNeeds()
        needs.add(toolsVersion: "6.3", package: "shop")
        #expect(!SDKFitness(target, for: machine, needs: needs).isUsable)
        var other = machine
        other.triple = "aarch64-unknown-linux-gnu"
        #expect(SDKFitness(target, for: other) == .wrongHost(["x86_64-unknown-linux-gnu"]))
    }

    @Test func theMachinesOwnSwiftIsEnoughWhereItHasTheVersion() async throws {
        try scratch.write("", to: "tools/usr/lib/swift/clang/include/stddef.h")
        let made = try await make(compiler: "6.2.3")
        #expect(made.sdk.targets.first?.compiler == nil)
        #expect(!processes.commands.contains { $0.arguments.contains("libsqlite3-0") })
    }

    @Test func aCompilerThatDoesNotStartIsToldWithTheReason() async throws {
        _ = try await make()
        answerCompiler(status: 127, error: "cannot execute: required file not found")
        let contents = try await SDKStore(directory: store, files: scratch.files).contents()
            .describingCompilers(on: .testing(files: scratch.files, processes: processes))
        #expect(contents.sdks.isEmpty)
        let diagnostic = try #require(contents.problems.flatMap(\.diagnostics).first)
        #expect(diagnostic.identifier == "sdk.silent-compiler")
        #expect(diagnostic.explanation?.contains("required file not found") == true)
    }

    @Test func aCompilerThatIsMissingMakesTheSDKIncomplete() async throws {
        let bundle = try await make().sdk.bundle
        try scratch.files.remove(bundle.pushing("aarch64-unknown-linux-gnu/toolchain/bin"))
        let contents = try SDKStore(directory: store, files: scratch.files).contents()
        #expect(contents.sdks.isEmpty)
        #expect(contents.problems.flatMap(\.diagnostics).map(\.identifier) == ["sdk.incomplete"])
        // It is made again.
        #expect(try await make().wasMade)
    }

    @Test func anotherVersionOfSwiftIsRefusedWithWhatTheSuitesHave() async throws {
        answerApt(swift: "6.4")
        let error = await #expect(throws: SDKMakeError.self) { try await make() }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "sdk.other-version")
        #expect(diagnostic.explanation == "Swift in the mirror's suites: trixie: 6.4, forky: 6.4, sid: 6.4.")
        #expect(try scratch.files.status(of: store, followingLinks: true) == nil)
    }

    @Test func librariesComeWithWhatTheyDependOnAndMakeTheSDKAgain() async throws {
        #expect(try await make().wasMade)
        var recipe = DebianRecipe(
            architecture: .arm64, contents: .complete(.bookworm), libraries: ["libpq-dev"],
            swiftVersion: DebianRecipe.knownVersion)
        let made = try await make(recipe)
        #expect(made.wasMade)
        let list = try scratch.text(of: "sdks/\(Self.id).artifactbundle/packages.txt")
        #expect(list.contains("libpq-dev ") && list.contains("libldap "))
        #expect(try await !make(recipe).wasMade)
        recipe.libraries = []
        #expect(try await !make(recipe).wasMade)
    }

    @Test func aSnapshotIsTakenThoughItsListsAreOld() async throws {
        _ = try await make(mirror: "http://snapshot.debian.org/archive/debian/20261125T000000Z")
        let updates = processes.commands.filter { $0.arguments.last == "update" }
        #expect(!updates.isEmpty)
        #expect(updates.allSatisfy { $0.arguments.contains("Acquire::Check-Valid-Until=false") })
    }

    @Test func anSDKIsRemovedByItsNameAlsoABrokenOne() async throws {
        let bundle = try await make().sdk.bundle
        let store = SDKStore(directory: store, files: scratch.files)
        #expect(throws: SelectionFailure.self) { try store.remove([Self.id, "nope"]) }
        #expect(try scratch.files.status(of: bundle, followingLinks: false) != nil)
        try scratch.files.remove(bundle.appending("info.json"))
        #expect(try store.remove([Self.id]) == [bundle])
        #expect(try scratch.files.names(in: self.store).isEmpty)
    }
}

@Suite struct DebianUnpackingTests {
    private func unpacking(_ name: String, _ role: DebianPackageSet.Role) throws -> DebianUnpacking {
        let package = try #require(DebianPackage(line: "'http://m/x' \(name)_1_arm64.deb 10 SHA256:00"))
        return DebianUnpacking(package, role: role, toolchain: "/t", sysroot: "/s")
    }

    @Test func aReleaseThatStillHasFilesBesideUsrGetsThemThere() throws {
        let command = try unpacking("libc6", .sysroot).command(archive: "/a/libc6.deb")
        #expect(command.arguments[2...4] == ["bash", "/a/libc6.deb", "/s"])
        #expect(
            command.arguments.contains("s,^\\./lib/,./usr/lib/,S;s,^\\./lib64/,./usr/lib64/,S;s,^\\./bin/,./usr/bin/,S")
        )
        #expect(command.arguments.suffix(2) == ["--", "."])
    }

    @Test func theCompilersLibrariesLieWhereItLooksFirst() throws {
        let unpacking = try unpacking("libstdc++6", .compiler)
        #expect(unpacking.destination == "/t/lib/swift/linux")
        #expect(unpacking.members == ["./usr/lib/*-linux-gnu*/*.so*"])
    }

    @Test func ofTheCompilersPackageOnlyTheCompilerIsTaken() throws {
        let members = try unpacking("swiftlang", .compiler).members
        #expect(members.contains("./usr/libexec/swift/bin/swift-frontend"))
        #expect(!members.contains { $0.hasSuffix("/clang-17") || $0.hasSuffix("/lld") })
    }
}
