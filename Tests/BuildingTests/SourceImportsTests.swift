import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct SourceImportsTests {
    private func imports(_ source: String) -> [[String]] { SourceImports(source).alternatives.map { $0.sorted() } }

    @Test(arguments: [
        ("import Foundation", ["Foundation"]), ("public import struct Foundation.Date // x", ["Foundation"]),
        ("@preconcurrency import Dispatch;", ["Dispatch"]), ("  @testable import  Shop", ["Shop"]),
        ("// import A", []), ("let text = \"import A\"", []), ("importantThing()", []), ("import", []),
    ])
    func lines(source: String, modules: [String]) {
        #expect(imports(source) == (modules.isEmpty ? [] : [modules]))
    }

    @Test func commentsAndTextsOfSeveralLinesDoNotCount() {
        #expect(imports("/*\nimport A\n*/\nimport B\nlet x = \"\"\"\nimport C\n\"\"\"\nimport D") == [["B"], ["D"]])
    }

    /// A condition counts if every branch imports something.
    @Test func conditions() {
        let both = "#if canImport(FoundationEssentials)\nimport FoundationEssentials\n#else\nimport Foundation\n#endif"
        #expect(imports(both) == [["Foundation", "FoundationEssentials"]])
        #expect(imports("#if os(macOS)\nimport Darwin\n#elseif os(Linux)\nimport Glibc\n#endif\nimport A") == [["A"]])
        #expect(imports("#if X\nimport A\n#else\n#endif") == [])
        #expect(imports("#if X\n\(both)\n#else\nimport C\n#endif") == [["C", "Foundation", "FoundationEssentials"]])
        #expect(imports("#endif\n#else\nimport A") == [["A"]])
    }
}

@Suite struct PackageNeedsTests {
    private static let toolchain = Toolchain(
        swift: "/usr/bin/swift", compilerVersion: "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
        triple: "x86_64-unknown-linux-gnu", programsDirectory: "/tools/usr/bin")

    /// As `sdk make --from debian` makes one: Foundation is there, and a newer compiler cannot read it.
    private static let debian = target("6.0.3", ["Swift": true, "Synchronization": true, "Foundation": false])

    private static func target(_ version: String, _ modules: [String: Bool]?) -> SwiftSDK.Target {
        SwiftSDK.Target(
            triple: "aarch64-unknown-linux-gnu", architecture: .arm64, libc: .glibc, sdkRoot: "/r",
            staticResources: "/r/s", swiftVersion: DottedVersion(version), isRebuildable: true, modules: modules)
    }

    private func needs(_ source: String, tools: String = "6.0") -> PackageNeeds {
        var needs = PackageNeeds()
        needs.add(source: source, file: "main.swift")
        needs.add(toolsVersion: tools, package: "shop")
        return needs
    }

    private func fitness(_ target: SwiftSDK.Target, _ needs: PackageNeeds) -> SDKFitness {
        SDKFitness(target, for: Self.toolchain, needs: needs)
    }

    /// An SDK does not fit if a source imports a module that it lacks or that is unreadable.
    @Test func modules() throws {
        let old = try #require(DottedVersion("6.0.3"))
        #expect(fitness(Self.debian, needs("import Foundation")) == .lacking(["Foundation"], file: "main.swift"))
        #expect(fitness(Self.debian, needs("import Synchronization\nimport Shop")) == .rebuilt(from: old))
        let whole = Self.target("6.3.1", ["Swift": true, "Foundation": false])
        #expect(fitness(whole, needs("import Foundation")) == .exact)
        #expect(!fitness(whole, needs("import Dispatch")).isUsable)
        #expect(fitness(Self.target("6.3.1", nil), needs("import Dispatch")) == .exact)
        #expect(Self.debian.missingModules(for: Self.toolchain) == ["Foundation", "FoundationEssentials", "Dispatch"])
        #expect(whole.missingModules(for: Self.toolchain) == ["FoundationEssentials", "Dispatch", "Synchronization"])
    }

    /// An SDK older than the tools version of a package or a dependency does not fit.
    @Test func tools() throws {
        let new = try #require(DottedVersion("6.2"))
        let old = try #require(DottedVersion("6.0.3"))
        #expect(
            fitness(Self.debian, needs("", tools: "6.2")) == .olderThanTools(old, tools: new, package: "shop"))
        let scratch = try ScratchDirectory()
        try scratch.write("// swift-tools-version: 6.2\n", to: "native/checkouts/swift-nio/Package.swift")
        try scratch.write("//swift-tools-version:5.9\n", to: "sdk/deb/checkouts/swift-log/Package.swift")
        var needs = needs("")
        needs.addCheckouts(in: scratch.path, files: scratch.files)
        #expect(fitness(Self.debian, needs) == .olderThanTools(old, tools: new, package: "swift-nio"))
    }

    /// The reason names the SDK that auto skips; an SDK named by the user is used anyway.
    @Test func selection() throws {
        let sdk = SwiftSDK(id: "deb", bundle: "/sdks/deb.artifactbundle", targets: [Self.debian])
        func decide(_ architecture: Architecture?, pins: [String] = []) throws -> BuilderDecision {
            try BuilderSelection(
                preference: BuilderPreference(choice: pins.isEmpty ? .auto : .sdk, sdks: pins),
                machine: .init(nativeArchitecture: architecture, glibcVersion: DottedVersion("2.41")),
                store: SDKStore(directory: "/sdks", files: UnusableFileSystem()),
                contents: SDKStore.Contents(sdks: [sdk]), toolchain: Self.toolchain,
                needs: needs("import Foundation")
            ).decide(.arm64)
        }
        let native = try decide(.arm64)
        #expect(native.method == .native)
        #expect(native.reason.contains("'deb' lacks Foundation, which 'main.swift' imports"))
        let failure = #expect(throws: SelectionFailure.self) { try decide(.x86_64) }
        #expect(failure?.diagnostics.first?.explanation?.contains("lacks Foundation") == true)
        #expect(try decide(.x86_64, pins: ["deb"]).reason == "as requested")
    }

    /// An SDK older than a package's tools version is used only if there is no other builder.
    @Test func lastResort() throws {
        let sdk = SwiftSDK(id: "deb", bundle: "/sdks/deb.artifactbundle", targets: [Self.debian])
        func selection(_ choice: BuilderChoice, native: Architecture = .x86_64) -> BuilderSelection {
            BuilderSelection(
                preference: BuilderPreference(choice: choice),
                machine: .init(nativeArchitecture: native, glibcVersion: DottedVersion("2.41")),
                store: SDKStore(directory: "/sdks", files: UnusableFileSystem()),
                contents: SDKStore.Contents(sdks: [sdk]), toolchain: Self.toolchain, needs: needs("", tools: "6.1"))
        }
        #expect(throws: SelectionFailure.self) { try selection(.auto).decide(.arm64) }
        let reason = "as the only choice, although it has Swift 6.0.3 and the package 'shop' requires 6.1"
        #expect(selection(.auto).lastResort(.arm64)?.reason == reason)
        #expect(try selection(.sdk).decide(.arm64).reason == reason)
        #expect(try selection(.auto, native: .arm64).decide(.arm64).method == .native)
    }
}
