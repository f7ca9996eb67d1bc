import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct BuilderSelectionTests {
    private static let toolchain = Toolchain(
        swift: "/usr/bin/swift", compilerVersion: "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
        triple: "x86_64-unknown-linux-gnu", programsDirectory: "/tools/usr/bin")

    private static func sdk(
        _ id: String, _ libc: CLibrary, _ architectures: [Architecture], version: String = "6.3.1",
        rebuildable: Bool = false, glibc: String? = nil, hosts: [String]? = nil
    ) -> SwiftSDK {
        let suffix = libc == .musl ? "swift-linux-musl" : "unknown-linux-gnu"
        return SwiftSDK(
            id: id, bundle: FilePath("/sdks/\(id).artifactbundle"),
            targets: architectures.map { architecture in
                SwiftSDK.Target(
                    triple: "\(architecture.gnuName)-\(suffix)", architecture: architecture, libc: libc, sdkRoot: "/r",
                    staticResources: "/r/s", hostTriples: hosts, swiftVersion: DottedVersion(version),
                    isRebuildable: rebuildable, glibcVersion: glibc.flatMap { DottedVersion($0) })
            })
    }

    private static let all = [
        sdk("musl", .musl, [.arm64, .x86_64]),
        sdk("old-musl", .musl, [.arm64, .x86_64], version: "6.2"),
        sdk("debian-arm", .glibc, [.arm64], version: "6.0.3", rebuildable: true, glibc: "2.41"),
        sdk("debian-x86", .glibc, [.x86_64], version: "6.0.3", rebuildable: true, glibc: "2.41"),
        sdk("al2023", .glibc, [.x86_64], glibc: "2.34"),
        sdk("newer", .glibc, [.arm64], version: "6.4", rebuildable: true),
        sdk("for-macs", .musl, [.arm64], hosts: ["arm64-apple-macosx13.0"]),
    ]

    /// What was decided: `native`, an SDK's name, or the identifier of the refusal.
    private func decision(
        _ architecture: Architecture, installed: [String], choice: BuilderChoice = .auto, pins: [String] = [],
        libc: CLibrary? = nil
    ) throws -> String {
        let selection = BuilderSelection(
            preference: BuilderPreference(choice: choice, sdks: pins, libc: libc),
            machine: BuilderSelection.Machine(nativeArchitecture: .x86_64, glibcVersion: DottedVersion("2.36")),
            store: SDKStore(directory: "/sdks", files: UnusableFileSystem()),
            contents: SDKStore.Contents(sdks: Self.all.filter { installed.contains($0.id) }),
            toolchain: Self.toolchain)
        do {
            switch try selection.decide(architecture).method {
            case .native: return "native"
            case .sdk(let sdk, _, _): return sdk.id
            case .container: return "container"
            }
        } catch let error as any DiagnosedError {
            return error.diagnostics.first?.identifier ?? "nothing"
        }
    }

    @Test(arguments: [
        // The machine's own architecture.
        (Architecture.x86_64, [], "native"),
        (.x86_64, ["musl"], "musl"),
        (.x86_64, ["debian-x86"], "native"),
        (.x86_64, ["al2023"], "al2023"),
        (.x86_64, ["al2023", "musl"], "musl"),
        (.x86_64, ["old-musl"], "native"),
        (.x86_64, ["debian-x86", "al2023"], "al2023"),
        // The other one.
        (.arm64, [], "build.no-builder"),
        (.arm64, ["musl", "debian-arm"], "musl"),
        (.arm64, ["debian-arm"], "debian-arm"),
        (.arm64, ["old-musl", "debian-arm"], "debian-arm"),
        (.arm64, ["old-musl"], "build.no-builder"),
        (.arm64, ["newer"], "build.no-builder"),
        (.arm64, ["for-macs"], "build.no-builder"),
        (.arm64, ["al2023"], "build.no-builder"),
    ])
    func autoChoosesWhatFits(architecture: Architecture, installed: [String], expected: String) throws {
        #expect(try decision(architecture, installed: installed) == expected)
    }

    @Test(arguments: [
        (Architecture.x86_64, BuilderChoice.native, [], "native"),
        (.arm64, .native, [], "build.wrong-host"),
        (.x86_64, .sdk, [], "musl"),
        (.arm64, .sdk, ["debian-arm"], "debian-arm"),
        (.x86_64, .auto, ["debian-x86"], "debian-x86"),
        (.x86_64, .auto, ["debian-arm", "debian-x86"], "debian-x86"),
        (.x86_64, .auto, ["debian-arm"], "sdk.wrong-architecture"),
        (.arm64, .auto, ["old-musl"], "sdk.unfit"),
        (.arm64, .auto, ["muls"], "sdk.unknown"),
    ])
    func whatIsAskedForIsTakenOrRefused(
        architecture: Architecture, choice: BuilderChoice, pins: [String], expected: String
    ) throws {
        let installed = Self.all.map(\.id)
        #expect(try decision(architecture, installed: installed, choice: choice, pins: pins) == expected)
    }

    @Test(arguments: [
        (Architecture.x86_64, CLibrary.glibc, ["musl"], "native"),
        (.x86_64, .glibc, ["musl", "al2023"], "al2023"),
        (.x86_64, .musl, ["al2023"], "build.no-builder"),
        (.arm64, .glibc, ["musl", "debian-arm"], "debian-arm"),
        (.arm64, .glibc, ["musl"], "build.no-builder"),
        (.arm64, .musl, ["musl", "debian-arm"], "musl"),
    ])
    func theCLibraryThatIsAskedForDecides(
        architecture: Architecture, libc: CLibrary, installed: [String], expected: String
    ) throws {
        #expect(try decision(architecture, installed: installed, libc: libc) == expected)
    }

    @Test func anSDKThatIsNamedIsTakenWhateverItsCLibrary() throws {
        #expect(try decision(.arm64, installed: ["musl"], pins: ["musl"], libc: .glibc) == "musl")
    }

    @Test func whereThereIsNoBuilderTheWaysToOneAreCommands() {
        let failure = SelectionFailure.noBuilder(
            .arm64, toolchain: Self.toolchain, machine: .init(nativeArchitecture: .x86_64),
            unfit: [UnfitSDK(id: "old", fitness: .wrongHost(["arm64-apple-macosx"]))], problems: [])
        #expect(failure.exitStatus == .unavailable)
        let diagnostic = failure.diagnostics[0]
        #expect(diagnostic.explanation?.contains("'old'") == true)
        #expect(diagnostic.hints.contains { $0.contains("swift sdk install https://") && $0.contains("--checksum ") })
        #expect(diagnostic.hints.contains { $0.contains("swiftlambda sdk make --from debian --arch arm64") })
    }

    @Test func aMistypedNameIsAnsweredWithTheNearest() {
        let failure = SelectionFailure.unknown("muls", known: ["musl", "debian"])
        #expect(failure.diagnostics[0].hints.contains("did you mean 'musl'?"))
        #expect(failure.exitStatus == .usage)
    }
}
