import Model
import SystemPackage
import TestSupport
import Testing

@testable import Bundling

@Suite struct LibraryClosureTests {
    @Test func needsAreFollowedBreadthFirst() throws {
        let tree = try OriginTree()
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libc1.so.1"]))
        try tree.add("usr/lib/libb.so.1", LibraryImage(needed: ["libd.so.1"]))
        try tree.add("lib64/libc1.so.1")
        try tree.add("usr/lib/x86_64-linux-gnu/libd.so.1")
        let closure = try tree.closure(of: LibraryImage(needed: ["liba.so.1", "libb.so.1"]))
        #expect(closure.names == ["liba.so.1", "libb.so.1", "libc1.so.1", "libd.so.1"])
        #expect(closure.problems.isEmpty)
    }

    @Test func whatTheRuntimeBringsStaysOutAndSoDoesWhatItNeeds() throws {
        let tree = try OriginTree()
        try tree.add("lib/libm.so.6", LibraryImage(needed: ["libhidden.so.1"]))
        let closure = try tree.closure(
            of: LibraryImage(needed: ["libm.so.6", "linux-vdso.so.1"]), provided: ["libm.so.6"])
        #expect(closure.libraries.isEmpty)
        #expect(closure.problems.isEmpty)
    }

    @Test func circularNeedsEnd() throws {
        let tree = try OriginTree()
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libb.so.1", "liba.so.1"]))
        try tree.add("lib/libb.so.1", LibraryImage(needed: ["liba.so.1"]))
        let closure = try tree.closure(of: LibraryImage(needed: ["liba.so.1"]))
        #expect(closure.names == ["liba.so.1", "libb.so.1"])
        #expect(closure.problems.isEmpty)
    }

    @Test func linksLeadToTheRegularFileAndStayInTheTree() throws {
        let tree = try OriginTree()
        try tree.link("lib", to: "usr/lib")
        try tree.link("usr/lib/libx.so.1", to: "/etc/alternatives/libx")
        try tree.link("etc/alternatives/libx", to: "/lib/../lib/real/libx.so.1.2")
        try tree.add("usr/lib/real/libx.so.1.2")
        try tree.link("usr/lib/libloop.so.1", to: "libloop.so.1")
        let closure = try tree.closure(of: LibraryImage(needed: ["libx.so.1"]))
        #expect(closure.libraries.map(\.path) == [tree.place("usr/lib/real/libx.so.1.2")])
        #expect(
            try tree.closure(of: LibraryImage(needed: ["libloop.so.1"])).identifiers == ["bundle.library-not-found"])
    }

    @Test func librariesForAnotherMachineArePassedOver() throws {
        let tree = try OriginTree()
        try tree.add("lib/x86_64-linux-gnu/libx.so.1", LibraryImage(machine: 183))
        let alone = try tree.closure(of: LibraryImage(needed: ["libx.so.1"]))
        #expect(alone.identifiers == ["bundle.library-unusable"])
        let passedOver = LibraryFinder.PassedOver(
            path: tree.place("lib/x86_64-linux-gnu/libx.so.1"), reason: "it is for aarch64")
        #expect(alone.problems == [.unusable("libx.so.1", by: "bootstrap", passedOver: [passedOver])])

        try tree.add("usr/lib/libx.so.1")
        let both = try tree.closure(of: LibraryImage(needed: ["libx.so.1"]))
        #expect(both.libraries.map(\.path) == [tree.place("usr/lib/libx.so.1")])
        #expect(both.problems.isEmpty)
    }

    @Test(arguments: [[UInt8](), Array("not ELF".utf8), Array(LibraryImage().bytes.prefix(70))])
    func whatIsNoSoundLibraryIsPassedOver(bytes: [UInt8]) throws {
        let tree = try OriginTree()
        try tree.write(bytes, to: "lib/libx.so.1")
        #expect(try tree.closure(of: LibraryImage(needed: ["libx.so.1"])).identifiers == ["bundle.library-unusable"])
    }

    @Test func aDirectoryOfALibrarysNameIsNoLibrary() throws {
        let tree = try OriginTree()
        try tree.add("lib/libx.so.1/inner.so")
        #expect(try tree.closure(of: LibraryImage(needed: ["libx.so.1"])).identifiers == ["bundle.library-not-found"])
    }

    @Test func whatIsNowhereIsNamedWithItsAskerAndTheRestIsGathered() throws {
        let tree = try OriginTree()
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libgone.so.1"]))
        let closure = try tree.closure(of: LibraryImage(needed: ["liba.so.1"]))
        #expect(closure.problems == [.notFound("libgone.so.1", by: "liba.so.1", origin: tree.origin)])
        #expect(closure.names == ["liba.so.1"])
    }

    @Test func aLayerMayBringWhatIsNotFound() throws {
        let problem = BundleProblem.notFound("libx.so.1", by: "bootstrap", origin: .host)
        #expect(problem.diagnostic(hasLayers: true)?.severity == .warning)
        #expect(problem.diagnostic(hasLayers: false)?.severity == .error)
    }

    @Test func aNeedByPathCannotBeBrought() throws {
        let closure = try OriginTree().closure(of: LibraryImage(needed: ["/opt/vendor/libx.so"]))
        #expect(closure.problems == [.neededByPath("/opt/vendor/libx.so", by: "bootstrap")])
    }

    @Test func aNeedThatManyShareIsReportedOnce() throws {
        let tree = try OriginTree()
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libgone.so.1"]))
        let closure = try tree.closure(of: LibraryImage(needed: ["libgone.so.1", "liba.so.1"]))
        #expect(closure.identifiers == ["bundle.library-not-found"])
    }

    @Test func twoVersionsOfOneLibraryAreWarnedOf() throws {
        let tree = try OriginTree()
        try tree.add("lib/libssl.so.1.1")
        try tree.add("lib/libssl.so.3")
        try tree.add("lib/libold.so.1", LibraryImage(needed: ["libssl.so.1.1"]))
        let closure = try tree.closure(of: LibraryImage(needed: ["libssl.so.3", "libold.so.1"]))
        #expect(closure.identifiers == ["bundle.several-versions"])
        let told = closure.problems.first?.diagnostic(hasLayers: false)
        #expect(told?.severity == .warning)
        #expect(told?.explanation?.contains("'libssl.so.1.1' is needed by 'libold.so.1'") == true)
    }

    @Test func librariesOfTheUserCountAndTheirNeedsAreFollowed() throws {
        let tree = try OriginTree()
        try tree.add("lib/libmine.so.1", LibraryImage(needed: ["libwrong.so.1"]))
        try tree.add("lib/libdep.so.1")
        let closure = try tree.closure(
            of: LibraryImage(needed: ["libmine.so.1"]),
            included: ["libmine.so.1": LibraryImage(needed: ["libdep.so.1"])])
        #expect(closure.names == ["libdep.so.1"])
        #expect(closure.problems.isEmpty)
    }
}

@Suite struct SearchPathTests {
    @Test func aSearchPathGoesBeforeTheSystemsDirectories() throws {
        let tree = try OriginTree()
        try tree.add("lib/libx.so.1")
        try tree.add("build/libx.so.1")
        for image in [
            LibraryImage(needed: ["libx.so.1"], rpath: "$ORIGIN"),
            LibraryImage(needed: ["libx.so.1"], runpath: "/nowhere:${ORIGIN}/"),
        ] {
            #expect(try tree.closure(of: image).libraries.map(\.path) == [tree.place("build/libx.so.1")])
        }
        #expect(
            try tree.closure(of: LibraryImage(needed: ["libx.so.1"])).libraries.map(\.path)
                == [tree.place("lib/libx.so.1")])
    }

    @Test func anRPathIsInheritedAndARunpathIsNot() throws {
        let tree = try OriginTree()
        try tree.add("opt/v/liba.so.1", LibraryImage(needed: ["libb.so.1"]))
        try tree.add("opt/v/libb.so.1")
        let byRPath = try tree.closure(of: LibraryImage(needed: ["liba.so.1"], rpath: "/opt/v"))
        #expect(byRPath.names == ["liba.so.1", "libb.so.1"])
        let byRunpath = try tree.closure(of: LibraryImage(needed: ["liba.so.1"], runpath: "/opt/v"))
        #expect(byRunpath.identifiers == ["bundle.library-not-found"])
    }

    @Test func aRunpathMakesEveryRPathVoid() throws {
        let tree = try OriginTree()
        try tree.add("opt/v/liba.so.1")
        let closure = try tree.closure(
            of: LibraryImage(needed: ["liba.so.1"], rpath: "/opt/v", runpath: "/elsewhere"))
        #expect(closure.identifiers == ["bundle.library-not-found"])
    }

    @Test func theOriginOfALibraryIsItsOwnDirectory() throws {
        let tree = try OriginTree()
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libplug.so.1"], runpath: "$ORIGIN/plugins"))
        try tree.add("lib/plugins/libplug.so.1")
        #expect(try tree.closure(of: LibraryImage(needed: ["liba.so.1"])).names == ["liba.so.1", "libplug.so.1"])
    }

    @Test func anotherFileOfTheSameNameIsWarnedOf() throws {
        let tree = try OriginTree()
        try tree.add("lib/libx.so.1", LibraryImage(buildID: [1]))
        try tree.add("lib/liba.so.1", LibraryImage(needed: ["libx.so.1"], runpath: "/opt/v"))
        try tree.add("opt/v/libx.so.1", LibraryImage(buildID: [2]))
        let closure = try tree.closure(of: LibraryImage(needed: ["libx.so.1", "liba.so.1"]))
        #expect(closure.identifiers == ["bundle.two-files"])
        #expect(closure.libraries.first?.path == tree.place("lib/libx.so.1"))

        try tree.add("opt/v/libx.so.1", LibraryImage(buildID: [1]))
        #expect(try tree.closure(of: LibraryImage(needed: ["libx.so.1", "liba.so.1"])).problems.isEmpty)
    }

    @Test func theLoadersConfigurationIsReadWithWhatItIncludes() throws {
        let tree = try OriginTree()
        try tree.write(
            Array("/opt/first # the first\ninclude ld.so.conf.d/*.conf\nhwcap 0 nosegneg\n\n/opt/last\n".utf8),
            to: "etc/ld.so.conf")
        try tree.write(Array("/opt/b\n".utf8), to: "etc/ld.so.conf.d/b.conf")
        try tree.write(Array("/opt/a\ninclude /etc/ld.so.conf\n".utf8), to: "etc/ld.so.conf.d/a.conf")
        try tree.write(Array("/opt/unused\n".utf8), to: "etc/ld.so.conf.d/c.conf.disabled")
        let directories = try LoaderDirectories(origin: tree.origin, files: tree.files).all(for: .arm64)
        #expect(
            directories.map(\.string) == [
                "/opt/first", "/opt/a", "/opt/b", "/opt/last", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
                "/lib64", "/usr/lib64", "/lib", "/usr/lib",
            ])
    }
}
