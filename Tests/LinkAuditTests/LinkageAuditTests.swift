import Model
import Testing

@testable import ELFTestSupport
@testable import LinkAudit

/// An archive in memory.
struct MemorySubject: AuditSubject {
    var entries: [AuditedEntry] = []
    private var contents: [[UInt8]] = []

    mutating func add(_ path: String, _ bytes: [UInt8], permissions: UInt16 = 0o644) {
        entries.append(
            AuditedEntry(
                path: path, kind: .file, permissions: permissions, sizeBytes: Int64(bytes.count), index: contents.count)
        )
        contents.append(bytes)
    }

    mutating func link(_ path: String, to target: String) {
        entries.append(
            AuditedEntry(
                path: path, kind: .link(target: target), permissions: 0o777, sizeBytes: 0, index: contents.count))
        contents.append([])
    }

    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] { contents[entry.index] }
}

extension ELFBuilder {
    /// A program for the runtime's own loader.
    static func program(
        needed: [String] = [], requirements: [Requirement] = [], rpath: String? = nil, runpath: String? = nil
    ) -> ELFBuilder {
        var builder = ELFBuilder(
            interpreter: "/lib64/ld-linux-x86-64.so.2", needed: needed, requirements: requirements)
        if let rpath { builder.namedEntries.append((15, rpath)) }
        if let runpath { builder.namedEntries.append((29, runpath)) }
        return builder
    }

    /// A library that has some versions for others.
    static func library(_ soname: String, needed: [String] = [], definitions: [String] = []) -> ELFBuilder {
        ELFBuilder(
            needed: needed, namedEntries: [(14, soname)],
            definitions: definitions.isEmpty ? [] : [soname] + definitions)
    }
}

@Suite struct LinkageAuditTests {
    private func report(
        _ bootstrap: ELFBuilder,
        architecture: Architecture? = .x86_64,
        runtime: LambdaRuntime = .providedAL2023,
        hasLayers: Bool = false,
        with others: (inout MemorySubject) -> Void = { _ in }
    ) throws -> AuditReport {
        var subject = MemorySubject()
        subject.add("bootstrap", bootstrap.build().bytes, permissions: 0o755)
        others(&subject)
        return try Audit(AuditExpectation(architecture: architecture, runtime: runtime, hasLayers: hasLayers))
            .run(on: subject)
    }

    private func identifiers(_ report: AuditReport) -> [String] { report.findings.map(\.identifier) }

    @Test func aProgramThatAsksForWhatTheRuntimeHasPasses() throws {
        let report = try report(
            .program(
                needed: ["libc.so.6", "libstdc++.so.6"],
                requirements: [
                    .init(library: "libc.so.6", version: "GLIBC_2.34", symbols: ["dlsym"]),
                    .init(library: "libc.so.6", version: "GLIBC_2.2.5", symbols: ["read"]),
                    .init(library: "libstdc++.so.6", version: "GLIBCXX_3.4.29", symbols: ["x"]),
                ]))
        #expect(report.findings.isEmpty)
        #expect(report.architecture == .x86_64)
        #expect(
            report.requirements.map { "\($0.name) \($0.needed) \($0.available)" } == [
                "GLIBC 2.34 2.34", "GLIBCXX 3.4.29 3.4.29",
            ])
        #expect(report.libraries.map(\.origin) == [.runtime, .runtime])
    }

    @Test(arguments: [
        ("libc.so.6", "GLIBC_2.35", LambdaRuntime.providedAL2023, "elf.glibc-too-new"),
        ("libm.so.6", "GLIBC_2.35", .providedAL2023, "elf.glibc-too-new"),
        ("libc.so.6", "GLIBC_2.34", .providedAL2, "elf.glibc-too-new"),
        ("libstdc++.so.6", "GLIBCXX_3.4.30", .providedAL2023, "elf.glibcxx-too-new"),
        ("libstdc++.so.6", "CXXABI_1.3.14", .providedAL2023, "elf.cxxabi-too-new"),
    ])
    func aVersionNewerThanTheRuntimesIsAnErrorThatNamesTheSymbols(
        library: String, version: String, runtime: LambdaRuntime, identifier: String
    ) throws {
        let report = try report(
            .program(
                needed: [library],
                requirements: [.init(library: library, version: version, symbols: ["some_symbol", "another"])]),
            runtime: runtime)
        let finding = try #require(report.findings.first)
        #expect(finding.identifier == identifier)
        #expect(finding.severity == .error)
        #expect(finding.explanation?.contains("\(version): another, some_symbol") == true)
    }

    @Test func aWeakRequirementIsNoError() throws {
        let requirement = ELFBuilder.Requirement(
            library: "libc.so.6", version: "GLIBC_2.99", isWeak: true, symbols: ["maybe"])
        #expect(try report(.program(needed: ["libc.so.6"], requirements: [requirement])).findings.isEmpty)
    }

    @Test func aLibraryThatNobodyHasIsAnErrorAndWithLayersAWarning() throws {
        let program = ELFBuilder.program(needed: ["libcurl.so.4"])
        let alone = try report(program)
        #expect(identifiers(alone) == ["elf.library-missing"])
        #expect(alone.hasErrors)
        #expect(alone.findings.first?.explanation?.contains("FoundationNetworking") == true)
        let layered = try report(program, hasLayers: true)
        #expect(identifiers(layered) == ["elf.library-missing"])
        #expect(!layered.hasErrors)
    }

    @Test(arguments: ["libx.so.1", "lib/libx.so.1"])
    func aLibraryOfTheArchiveIsFoundWhereTheLoaderLooks(path: String) throws {
        let report = try report(.program(needed: ["libx.so.1"])) {
            $0.add(path, ELFBuilder.library("libx.so.1").build().bytes)
        }
        #expect(report.findings.isEmpty)
        #expect(report.libraries.map(\.origin) == [.archive])
    }

    @Test func aLibraryElsewhereInTheArchiveNeedsARunpath() throws {
        let library = ELFBuilder.library("libx.so.1").build().bytes
        let without = try report(.program(needed: ["libx.so.1"])) { $0.add("deep/libx.so.1", library) }
        #expect(identifiers(without) == ["elf.library-missing"])
        let with = try report(.program(needed: ["libx.so.1"], runpath: "$ORIGIN/deep")) {
            $0.add("deep/libx.so.1", library)
        }
        #expect(with.findings.isEmpty)
    }

    @Test func aDirectoryOfLibrariesMayBeALink() throws {
        let report = try report(.program(needed: ["libx.so.1"])) {
            $0.add("usr/lib/libx.so.1", ELFBuilder.library("libx.so.1").build().bytes)
            $0.link("lib", to: "usr/lib")
        }
        #expect(report.findings.isEmpty)
        #expect(report.libraries.map(\.origin) == [.archive])
    }

    @Test func whatALibraryNeedsIsFollowedThroughLinks() throws {
        let report = try report(.program(needed: ["libx.so.1"])) {
            $0.add("lib/libx.so.1.2", ELFBuilder.library("libx.so.1", needed: ["liby.so"]).build().bytes)
            $0.link("lib/libx.so.1", to: "libx.so.1.2")
        }
        #expect(identifiers(report) == ["elf.library-missing"])
        #expect(report.libraries.first { $0.name == "liby.so" }?.neededBy == ["lib/libx.so.1.2"])
    }

    @Test func librariesThatNeedEachOtherAndLinksInACircleComeToAnEnd() throws {
        let report = try report(.program(needed: ["liba.so", "libloop.so"])) {
            $0.add("lib/liba.so", ELFBuilder.library("liba.so", needed: ["libb.so"]).build().bytes)
            $0.add("lib/libb.so", ELFBuilder.library("libb.so", needed: ["liba.so"]).build().bytes)
            $0.link("lib/libloop.so", to: "libother.so")
            $0.link("lib/libother.so", to: "libloop.so")
        }
        #expect(identifiers(report) == ["elf.library-missing", "archive.dangling-link"])
        #expect(report.libraries.first { $0.name == "libloop.so" }?.origin == .missing)
    }

    @Test func theRuntimesLibraryGoesBeforeTheArchivesUnlessRPATHSaysOtherwise() throws {
        let requirement = ELFBuilder.Requirement(library: "libc.so.6", version: "GLIBC_2.38", symbols: ["x"])
        let own = ELFBuilder.library("libc.so.6", definitions: ["GLIBC_2.38"]).build().bytes
        // LD_LIBRARY_PATH begins with the runtime's directories, and goes before RUNPATH.
        for program in [
            ELFBuilder.program(needed: ["libc.so.6"], requirements: [requirement]),
            .program(needed: ["libc.so.6"], requirements: [requirement], runpath: "$ORIGIN/lib"),
        ] {
            #expect(identifiers(try report(program) { $0.add("lib/libc.so.6", own) }) == ["elf.glibc-too-new"])
        }
        // A libc needs the loader it was built with, and other libraries do not.
        let mixed = ELFBuilder.program(needed: ["libc.so.6"], requirements: [requirement], rpath: "$ORIGIN/lib")
        #expect(identifiers(try report(mixed) { $0.add("lib/libc.so.6", own) }) == ["elf.libc-mixed"])
        let program = ELFBuilder.program(
            needed: ["libstdc++.so.6"],
            requirements: [.init(library: "libstdc++.so.6", version: "GLIBCXX_3.4.30", symbols: ["x"])],
            rpath: "$ORIGIN/lib")
        let library = ELFBuilder.library("libstdc++.so.6", definitions: ["GLIBCXX_3.4.30"]).build().bytes
        #expect(try report(program) { $0.add("lib/libstdc++.so.6", library) }.findings.isEmpty)
    }

    @Test func aVersionThatTheArchivesOwnLibraryLacksIsAnError() throws {
        let report = try report(
            .program(
                needed: ["libx.so.1"],
                requirements: [.init(library: "libx.so.1", version: "X_2", symbols: ["x"])])
        ) {
            $0.add("lib/libx.so.1", ELFBuilder.library("libx.so.1", definitions: ["X_1"]).build().bytes)
        }
        #expect(identifiers(report) == ["elf.version-missing"])
    }

    @Test func aLibraryForAnotherMachineIsPassedOver() throws {
        var library = ELFBuilder.library("libx.so.1")
        library.machine = 183
        let bytes = library.build().bytes
        let report = try report(.program(needed: ["libx.so.1"])) { $0.add("lib/libx.so.1", bytes) }
        #expect(identifiers(report) == ["elf.library-wrong-architecture", "elf.library-missing"])
    }

    @Test func theLoaderMustBeThere() throws {
        var program = ELFBuilder.program()
        program.interpreter = "/lib/ld-musl-x86_64.so.1"
        #expect(identifiers(try report(program)) == ["elf.interpreter-missing"])
        program.interpreter = "/var/task/lib/ld.so"
        #expect(identifiers(try report(program)) == ["elf.interpreter-missing"])
        let loader = ELFBuilder().build().bytes
        #expect(try report(program) { $0.add("lib/ld.so", loader, permissions: 0o755) }.findings.isEmpty)
        let unusable = try report(program) { $0.add("lib/ld.so", loader, permissions: 0o644) }
        #expect(identifiers(unusable) == ["elf.interpreter-not-executable"])
    }

    @Test func aStaticProgramNeedsNeither() throws {
        #expect(try report(ELFBuilder(type: 2, hasDynamicSection: false)).findings.isEmpty)
    }

    @Test func anotherArchitectureIsAnError() throws {
        var program = ELFBuilder.program()
        program.machine = 183
        program.interpreter = "/lib/ld-linux-aarch64.so.1"
        #expect(identifiers(try report(program, architecture: .x86_64)) == ["elf.wrong-architecture"])
        #expect(try report(program, architecture: .arm64).findings.isEmpty)
        #expect(try report(program, architecture: nil).findings.isEmpty)
        program.machine = 243
        #expect(identifiers(try report(program, architecture: nil)) == ["elf.wrong-architecture"])
    }

    @Test func formsThatGoWrongOnLambdaAreFound() throws {
        var program = ELFBuilder.program(rpath: "/home/me/lib:$ORIGIN/lib:/opt/lib")
        program.plainEntries = [(36, 1)]
        program.stackAccess = 7
        let report = try report(program)
        #expect(identifiers(report) == ["elf.relr", "elf.executable-stack", "elf.absolute-rpath"])
        #expect(report.findings.map(\.severity) == [.error, .warning, .warning])
    }

    @Test func anObjectFileAndARuinedFileAreNoPrograms() throws {
        #expect(identifiers(try report(ELFBuilder(type: 1, hasDynamicSection: false))) == ["elf.not-executable"])
        var subject = MemorySubject()
        subject.add("bootstrap", Array(ELFBuilder.program().build().bytes.prefix(100)), permissions: 0o755)
        let ruined = try Audit(AuditExpectation(architecture: nil, runtime: .providedAL2023)).run(on: subject)
        #expect(identifiers(ruined) == ["elf.malformed"])
    }
}

@Suite struct BootstrapAuditTests {
    private func identifiers(_ fill: (inout MemorySubject) -> Void) throws -> [String] {
        var subject = MemorySubject()
        fill(&subject)
        return try Audit(AuditExpectation(architecture: nil, runtime: .providedAL2023)).run(on: subject)
            .findings.map(\.identifier)
    }

    private let program = ELFBuilder.program().build().bytes

    @Test func itMustBeAtTheRoot() throws {
        #expect(try identifiers { _ in } == ["bootstrap.missing"])
        #expect(try identifiers { $0.add("function/bootstrap", program, permissions: 0o755) } == ["bootstrap.missing"])
    }

    @Test(arguments: [UInt16(0o644), 0o700, 0o750])
    func everybodyMustBeAllowedToExecuteIt(permissions: UInt16) throws {
        #expect(
            try identifiers { $0.add("bootstrap", program, permissions: permissions) } == ["bootstrap.not-executable"])
    }

    @Test func itMustBeAFileAndAProgram() throws {
        #expect(
            try identifiers { $0.link("bootstrap", to: "other") } == ["bootstrap.not-regular", "archive.dangling-link"])
        #expect(try identifiers { $0.add("bootstrap", [], permissions: 0o755) } == ["bootstrap.not-a-program"])
        #expect(
            try identifiers { $0.add("bootstrap", Array("MZ..".utf8), permissions: 0o755) }
                == ["bootstrap.not-a-program"])
    }

    @Test func theGravestFindingComesFirst() throws {
        let found = try identifiers {
            $0.add(".env", [1])
            $0.add("bootstrap", program, permissions: 0o644)
        }
        #expect(found == ["bootstrap.not-executable", "archive.secret"])
    }
}
