import Model
import Testing

@testable import ELF
@testable import ELFTestSupport
@testable import LinkAudit

/// A process has one Swift runtime, and finds its certificates.
@Suite struct SwiftRuntimeAuditTests {
    private func report(
        _ bootstrap: [UInt8], with others: [(path: String, bytes: [UInt8])] = []
    ) throws -> AuditReport {
        var subject = MemorySubject()
        subject.add("bootstrap", bootstrap, permissions: 0o755)
        for (path, bytes) in others { subject.add(path, bytes) }
        return try Audit(AuditExpectation(architecture: .x86_64, runtime: .providedAL2023)).run(on: subject)
    }

    /// A program or library with Swift code.
    private func swift(_ builder: ELFBuilder) -> [UInt8] {
        var builder = builder
        builder.loadedSections.append(("swift5_types", [1, 2, 3, 4]))
        return builder.build().bytes
    }

    private var shared: [(path: String, bytes: [UInt8])] {
        [
            ("lib/libDep.so", swift(.library("libDep.so", needed: ["libswiftCore.so"]))),
            ("lib/libswiftCore.so", swift(.library("libswiftCore.so"))),
        ]
    }

    @Test func aStaticRuntimeBesideASharedOneIsAnError() throws {
        let report = try report(swift(.program(needed: ["libDep.so"])), with: shared)
        #expect(report.findings.map(\.identifier) == ["elf.two-swift-runtimes"])
        #expect(report.findings.first?.summary.contains("'bootstrap', 'lib/libswiftCore.so'") == true)
        #expect(AuditConsequence.all(of: report.findings) == [.failsLater])
    }

    /// A library without types uses the shared runtime if it imports Swift's symbols.
    @Test(
        arguments: [true, false])
    func aLibraryOfFunctions(takesSymbols: Bool) throws {
        var library = ELFBuilder.library("libDep.so", needed: ["libswiftCore.so"])
        library.undefinedSymbols = ["swift_addNewDSOImage"] + (takesSymbols ? ["$sSa6appendyyxnF"] : [])
        let report = try report(
            swift(.program(needed: ["libDep.so"])),
            with: [
                ("lib/libDep.so", library.build().bytes),
                ("lib/libswiftCore.so", swift(.library("libswiftCore.so"))),
            ])
        #expect(
            report.findings.map(\.identifier)
                == [takesSymbols ? "elf.two-swift-runtimes" : "elf.second-swift-runtime"])
    }

    @Test func oneSharedRuntimeForAllIsFine() throws {
        let report = try report(swift(.program(needed: ["libDep.so", "libswiftCore.so"])), with: shared)
        #expect(report.findings.isEmpty)
    }

    @Test func aSharedRuntimeThatNothingAsksForIsAWarning() throws {
        let report = try report(swift(.program()), with: shared)
        #expect(report.findings.map(\.identifier) == ["elf.second-swift-runtime"])
    }

    @Test func aLibraryThatTakesTheProgramsRuntimeBringsNone() throws {
        var library = ELFBuilder.library("libPlugin.so")
        library.undefinedSymbols = ["swift_retain"]
        let report = try report(
            swift(.program(needed: ["libPlugin.so"])), with: [("lib/libPlugin.so", swift(library))])
        #expect(report.findings.isEmpty)
    }

    @Test(
        arguments: [
            (["/etc/ssl/certs/ca-certificates.crt"], true), (["/usr/lib/ssl/cert.pem"], true),
            (["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"], false),
            (["/etc/pki/tls/cert.pem"], false), (["/etc/ssl/certs"], false),
        ])
    func certificatesThatTheRuntimeLacksAreNamed(paths: [String], isFound: Bool) throws {
        var library = ELFBuilder.library("libcurl.so.4")
        library.loadedSections.append((".rodata", [0] + paths.flatMap { Array($0.utf8) + [0] }))
        let report = try report(
            ELFBuilder.program(needed: ["libcurl.so.4"]).build().bytes,
            with: [("lib/libcurl.so.4", library.build().bytes)])
        #expect(report.findings.map(\.identifier) == (isFound ? ["elf.missing-certificates"] : []))
    }

    @Test func modulesInDebiansDirectoriesAreANote() throws {
        var library = ELFBuilder.library("libcrypto.so.3")
        library.loadedSections.append((".rodata", Array("\0/usr/lib/x86_64-linux-gnu/engines-3\0".utf8)))
        let report = try report(
            ELFBuilder.program(needed: ["libcrypto.so.3"]).build().bytes,
            with: [("lib/libcrypto.so.3", library.build().bytes)])
        #expect(report.findings.map(\.identifier) == ["elf.foreign-directories"])
        #expect(report.findings.map(\.severity) == [.note])
    }

    @Test func theCLibraryThatAnArchiveBringsIsNamed() throws {
        var library = ELFBuilder.library("libc.so.6")
        let words = "GNU C Library (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\nCopyright"
        library.loadedSections.append((".rodata", Array(words.utf8) + [0]))
        let own = try LibcInfo(ownLibrary: ELFFile(library.build().bytes))
        #expect(own.origin == .archive && own.name == "glibc 2.36" && own.build == "Debian GLIBC 2.36-9+deb12u14")
        let report = try report(ELFBuilder.program(needed: ["libc.so.6"]).build().bytes)
        #expect(report.cLibrary == LibcInfo(.runtime, name: "glibc 2.34"))
    }
}
