import ELF
import LinkAudit
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Bundling

@Suite struct BundlerTests {
    private static let loader = "ld-linux-x86-64.so.2"

    /// A machine with the C library of the runtime's version, and one library of its own.
    private func machine() throws -> OriginTree {
        let tree = try OriginTree()
        try tree.add("lib/x86_64-linux-gnu/\(Self.loader)", LibraryImage(soname: Self.loader))
        try tree.link("lib64/\(Self.loader)", to: "/lib/x86_64-linux-gnu/\(Self.loader)")
        try tree.add(
            "lib/x86_64-linux-gnu/libc.so.6",
            LibraryImage(
                needed: [Self.loader], soname: "libc.so.6",
                definitions: ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.36", "GLIBC_ABI_DT_RELR"]))
        try tree.add(
            "usr/lib/x86_64-linux-gnu/libx.so.1",
            LibraryImage(
                needed: ["libc.so.6"], soname: "libx.so.1", requirements: [("libc.so.6", "GLIBC_2.2.5")]))
        try tree.add(
            "usr/lib/x86_64-linux-gnu/libnew.so.1",
            LibraryImage(
                needed: ["libc.so.6"], soname: "libnew.so.1", requirements: [("libc.so.6", "GLIBC_2.36")]))
        return tree
    }

    /// A program as it is linked for packaging.
    private func program(
        needing libraries: [String] = [], version: String = "GLIBC_2.34", hasRELR: Bool = false
    ) -> LibraryImage {
        LibraryImage(
            interpreter: OwnLoader.mountedPath(for: .x86_64), needed: libraries + ["libc.so.6"],
            rpath: "$ORIGIN:$ORIGIN/lib", requirements: [("libc.so.6", version)], hasRELR: hasRELR)
    }

    private func bundle(
        _ program: LibraryImage, _ mode: BundleMode = .auto, on machine: OriginTree,
        including others: [String: LibraryImage] = [:], hasLayers: Bool = false
    ) throws -> Bundler.Result {
        try Bundler(
            files: machine.files, origin: machine.origin, mode: mode, architecture: .x86_64,
            runtime: .providedAL2023, hasLayers: hasLayers
        ).bundle(try machine.staged(program, including: others), linkedIn: machine.build)
    }

    private func errors(_ result: Bundler.Result) -> [String] {
        result.audit.findings.filter { $0.severity == .error }.map(\.identifier)
    }

    @Test func nothingIsBroughtWhereTheRuntimeHasItAll() throws {
        let result = try bundle(program(), on: try machine())
        #expect(result.level == .none)
        #expect(result.libraries.isEmpty)
        #expect(try ELFFile(result.program).interpreter == "/lib64/ld-linux-x86-64.so.2")
        #expect(errors(result).isEmpty)
    }

    @Test func aMissingLibraryIsBroughtAlone() throws {
        let result = try bundle(program(needing: ["libx.so.1"]), on: try machine())
        #expect(result.level == .libraries)
        #expect(result.libraries.map(\.name) == ["libx.so.1"])
        #expect(try ELFFile(result.program).interpreter == "/lib64/ld-linux-x86-64.so.2")
        #expect(errors(result).isEmpty)
    }

    @Test func aTooNewVersionBringsLoaderAndLibc() throws {
        let result = try bundle(program(version: "GLIBC_2.36"), on: try machine())
        #expect(result.level == .libc)
        #expect(Set(result.libraries.map(\.name)) == [Self.loader, "libc.so.6"])
        #expect(try ELFFile(result.program).interpreter == "/var/task/lib/ld-linux-x86-64.so.2")
        #expect(errors(result).isEmpty)
        #expect(result.audit.libraries.allSatisfy { $0.origin == .archive })
    }

    @Test func aLibraryThatIsTooNewItselfBringsLoaderAndLibcToo() throws {
        let result = try bundle(program(needing: ["libnew.so.1"]), on: try machine())
        #expect(result.level == .libc)
        #expect(Set(result.libraries.map(\.name)) == [Self.loader, "libc.so.6", "libnew.so.1"])
        #expect(errors(result).isEmpty)
    }

    @Test func relativeRelocationsNeedTheOwnLibc() throws {
        let result = try bundle(program(hasRELR: true), on: try machine())
        #expect(result.level == .libc)
        #expect(errors(result).isEmpty)
        #expect(errors(try bundle(program(hasRELR: true), .none, on: try machine())) == ["elf.relr"])
    }

    @Test func theAskedForLevelIsKept() throws {
        let tree = try machine()
        #expect(
            errors(try bundle(program(needing: ["libx.so.1"], version: "GLIBC_2.36"), .none, on: tree)).sorted()
                == ["elf.glibc-too-new", "elf.library-missing"])
        #expect(errors(try bundle(program(version: "GLIBC_2.36"), .libraries, on: tree)) == ["elf.glibc-too-new"])
        #expect(try bundle(program(), .libc, on: tree).level == .libc)
    }

    @Test func whatIsFoundNowhereIsToldOnce() throws {
        let result = try bundle(program(needing: ["libgone.so.1"]), on: try machine())
        #expect(errors(result) == ["bundle.library-not-found"])
    }

    @Test func whatALayerMayBringIsNotBrought() throws {
        let result = try bundle(program(needing: ["libx.so.1"]), on: try machine(), hasLayers: true)
        #expect(result.level == .none)
        #expect(result.audit.findings.map(\.identifier) == ["elf.library-missing"])
        #expect(errors(result).isEmpty)
    }

    @Test func loaderAndLibcOfTwoPlacesAreRefused() throws {
        let tree = try machine()
        try tree.add("usr/local/lib/libc.so.6", LibraryImage(definitions: ["GLIBC_2.34", "GLIBC_2.36"]))
        try tree.write(Array("/usr/local/lib\n".utf8), to: "etc/ld.so.conf")
        #expect(errors(try bundle(program(version: "GLIBC_2.36"), on: tree)) == ["bundle.libc-mixed"])
    }

    @Test func aLibcOfTheUserIsNotMixedWithTheMachines() throws {
        let result = try bundle(
            program(version: "GLIBC_2.36"), on: try machine(),
            including: ["lib/libc.so.6": LibraryImage(definitions: ["GLIBC_2.36"])])
        #expect(errors(result).contains("elf.libc-mixed") || errors(result).contains("bundle.libc-included"))
    }

    @Test func aProgramThatWasLinkedForTheRuntimeAloneCannotHaveItsOwnLibc() throws {
        var image = program(version: "GLIBC_2.36")
        image.interpreter = "/lib64/ld-linux-x86-64.so.2"
        #expect(errors(try bundle(image, on: try machine())).contains("bundle.not-linked-for-own-loader"))
    }

    @Test func aStaticProgramNeedsNothing() throws {
        var image = LibraryImage()
        image.isExecutable = true
        for mode in BundleMode.allCases {
            let result = try bundle(image, mode, on: try machine())
            #expect(result.level == .none)
            #expect(errors(result).isEmpty)
            #expect(result.program == image.bytes)
        }
    }

    @Test func onlyTheLoaderIsExecutableInTheArchive() throws {
        let tree = try machine()
        let result = try bundle(program(needing: ["libx.so.1"]), .libc, on: tree)
        let staged = try tree.staged(program()).adding(result.libraries, loader: Self.loader)
        #expect(staged.entries.filter(\.isExecutable).map(\.path) == ["bootstrap", "lib/\(Self.loader)"])
        #expect(staged.entries.map(\.path) == staged.entries.map(\.path).sorted())
    }
}

@Suite struct OwnLoaderTests {
    @Test(arguments: Architecture.allCases)
    func theRuntimesLoaderFitsInTheRoomOfTheOwn(architecture: Architecture) throws {
        let image = LibraryImage(
            machine: architecture == .arm64 ? 183 : 62, interpreter: OwnLoader.mountedPath(for: architecture))
        for runtime in LambdaRuntime.allCases {
            let path = runtime.interpreter(for: architecture)
            let changed = try #require(try OwnLoader.program(image.bytes, startedBy: path))
            #expect(try ELFFile(changed).interpreter == path)
            #expect(changed.count == image.bytes.count)
            let back = try OwnLoader.program(changed, startedBy: OwnLoader.mountedPath(for: architecture))
            #expect(back == image.bytes)
        }
    }

    @Test func aLongerPathDoesNotFit() throws {
        let image = LibraryImage(interpreter: "/lib64/ld-linux-x86-64.so.2")
        #expect(try OwnLoader.program(image.bytes, startedBy: OwnLoader.mountedPath(for: .x86_64)) == nil)
        #expect(try OwnLoader.program(LibraryImage().bytes, startedBy: "/x") == nil)
    }

    @Test func theOwnLoaderIsFoundBeforeLambdasLibraryPath() {
        let options = OwnLoader.linkerOptions(for: .arm64)
        #expect(
            options == [
                "--dynamic-linker=/var/task/lib/ld-linux-aarch64.so.1", "-rpath", "$ORIGIN/lib", "--disable-new-dtags",
            ])
    }
}
