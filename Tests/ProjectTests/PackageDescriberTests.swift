import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Project

/// Describing a package.
@Suite
struct PackageDescriberTests {
    /// What SwiftPM 6.3 prints, shortened.
    static let output = """
        {"name": "shop", "path": "/shop", "tools_version": "6.0", "platforms": [],
         "dependencies": [
          {"identity": "tools", "path": "/tools", "type": "fileSystem"},
          {"identity": "swift-log", "requirement": {}, "type": "sourceControl", "url": "https://example.com/log"}],
         "products": [
          {"name": "Payments", "targets": ["Payments"], "type": {"executable": null}},
          {"name": "Store", "targets": ["Store"], "type": {"library": ["automatic"]}},
          {"name": "Orders", "targets": ["Orders"], "type": {"executable": null}},
          {"name": "Lint", "targets": ["Lint"], "type": {"plugin": null}},
          {"name": "Odd", "targets": [], "type": {"snippet": null}}],
         "targets": [
          {"name": "Orders", "path": "Sources/Orders", "type": "executable", "sources": ["main.swift"],
           "product_memberships": ["Orders"], "target_dependencies": ["Store"]},
          {"name": "Store", "path": "Sources/Store", "type": "library", "product_memberships": ["Orders", "Store"],
           "resources": [{"path": "/shop/Sources/Store/a.txt", "rule": {"process": {}}}]},
          {"name": "StoreTests", "path": "Tests/StoreTests", "type": "test"}]}
        """

    /// A package on disk, a fake `swift` and a host that sees both.
    struct Setting {
        let directory: ScratchDirectory
        let processes = ScriptedProcessRunner()
        var host: Host
        var package: FilePath { directory.appending("my shop") }
        var cache: FilePath { directory.appending("cache/package.json") }

        init() throws {
            directory = try ScratchDirectory()
            host = .testing(environment: ["HOME": "/h"], files: directory.files, processes: processes)
            try directory.write("// swift-tools-version: 6.0", to: "my shop/Package.swift")
            for target in ["Sources/Orders", "Sources/Store", "Tests/StoreTests"] {
                try directory.files.makeDirectory(package.appending(FilePath(target).components))
            }
            try directory.write("swift", to: "bin/swift")
            processes.answer("swift", ["package"], output: PackageDescriberTests.output)
        }

        func describe() async throws -> PackageDescription {
            try await PackageDescriber(host: host, swift: directory.appending("bin/swift")).describe(
                package: package, scratch: directory.appending("scratch"), cache: cache)
        }
    }

    /// Describing a package asks SwiftPM with its own scratch directory and reads the answer.
    @Test func answer() async throws {
        let setting = try Setting()
        let description = try await setting.describe()
        #expect(description.name == "shop")
        #expect(description.localDependencies == ["/tools"])
        #expect(description.toolsVersion == "6.0")
        #expect(description.targets.first { $0.name == "Orders" }?.dependencies == ["Store"])
        #expect(description.executables.map(\.name) == ["Orders", "Payments"])
        #expect(description.products.map(\.kind) == [.plugin, .other, .executable, .executable, .library])
        #expect(description.targets(ofProduct: "Orders").map(\.path) == ["Sources/Orders", "Sources/Store"])
        #expect(
            setting.processes.commands == [
                Command(
                    setting.directory.appending("bin/swift").string,
                    [
                        "package", "--package-path", setting.package.string, "--scratch-path",
                        setting.directory.appending("scratch").string, "describe", "--type", "json",
                    ])
            ])
    }

    /// A description is reused without a compiler while the manifests are unchanged.
    @Test func remembered() async throws {
        let setting = try Setting()
        func remembered() throws -> PackageDescription? {
            try PackageDescriber.remembered(
                package: setting.package, cache: setting.cache, files: setting.directory.files)
        }
        #expect(try remembered() == nil)
        let description = try await setting.describe()
        #expect(try remembered() == description)
        try setting.directory.write("// swift-tools-version: 6.1", to: "my shop/Package.swift")
        #expect(try remembered() == nil)
        try setting.directory.files.remove(setting.package.appending("Package.swift"))
        #expect(throws: PackageError.self) { try remembered() }
    }

    /// SwiftPM is not asked again while nothing has changed.
    @Test func cached() async throws {
        var setting = try Setting()
        let first = try await setting.describe()
        setting.host.environment["TERM_SESSION_ID"] = "another"
        setting.host.environment["PWD"] = "/elsewhere"
        #expect(try await setting.describe() == first)
        #expect(setting.processes.commands.count == 1)
    }

    /// SwiftPM is asked again if anything that affects the answer has changed.
    @Test(
        arguments: [
            { try $0.directory.write("// swift-tools-version: 6.1", to: "my shop/Package.swift") },
            { try $0.directory.write("// swift-tools-version: 6.0", to: "my shop/Package@swift-6.1.swift") },
            { try $0.directory.write("another swift", to: "bin/swift") },
            { $0.host.environment["SHOP_BETA"] = "1" },
            { $0.host.environment["HOME"] = nil },
            { try $0.directory.files.remove($0.package.appending("Sources").appending("Store")) },
            { try $0.directory.write("{\"formatVersion\": 1", to: "cache/package.json") },
            { try $0.directory.write("\u{0}garbage", to: "cache/package.json") },
            { try $0.directory.files.remove($0.cache) },
        ] as [@Sendable (inout Setting) throws -> Void])
    func changed(change: @Sendable (inout Setting) throws -> Void) async throws {
        var setting = try Setting()
        _ = try await setting.describe()
        try change(&setting)
        _ = try await setting.describe()
        #expect(setting.processes.commands.count == 2)
    }

    /// SwiftPM is asked again if swiftly selects another toolchain.
    @Test func swiftly() async throws {
        let setting = try Setting()
        let program = try setting.directory.write("proxy", to: "bin/swiftly")
        try setting.directory.files.remove(setting.directory.appending("bin/swift"))
        try setting.directory.files.link(setting.directory.appending("bin/swift"), to: program)
        _ = try await setting.describe()
        _ = try await setting.describe()
        #expect(setting.processes.commands.count == 1)
        try setting.directory.write("6.2", to: "my shop/.swift-version")
        _ = try await setting.describe()
        #expect(setting.processes.commands.count == 2)
    }

    /// Describing a package works even if the answer cannot be saved.
    @Test func unwritableCache() async throws {
        let setting = try Setting()
        try setting.directory.write("a file", to: "cache")
        #expect(try await setting.describe().name == "shop")
    }

    /// Describing a package refuses a directory without a package.
    @Test func notFound() async throws {
        let setting = try Setting()
        try setting.directory.files.remove(setting.package.appending("Package.swift"))
        let error = try await #require(throws: PackageError.self) { try await setting.describe() }
        #expect(error == .notFound(directory: setting.package))
        #expect(error.diagnostics.map(\.identifier) == ["package.not-found"])
        #expect(setting.processes.commands.isEmpty)
    }

    /// SwiftPM's messages about an invalid manifest are shown.
    @Test func unreadable() async throws {
        let setting = try Setting()
        setting.processes.answer(
            "swift", ["package"], error: "Package.swift:6:8: error: expected initial value\n\n", status: 1)
        let error = try await #require(throws: PackageError.self) { try await setting.describe() }
        #expect(error.exitStatus == .badInput)
        #expect(error.diagnostics.map(\.explanation) == ["Package.swift:6:8: error: expected initial value"])
    }

    /// An answer in an unknown form is an internal error.
    @Test(arguments: ["", "{}", "warning: x\n{}"])
    func unexpected(output: String) async throws {
        let setting = try Setting()
        setting.processes.answer("swift", ["package"], output: output)
        let error = try await #require(throws: PackageError.self) { try await setting.describe() }
        #expect(error.exitStatus == .internalFault)
    }
}
