import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Project

/// The file swiftlambda.yaml.
@Suite
struct ConfigurationFileTests {
    let directory: ScratchDirectory
    let host: Host

    init() throws {
        directory = try ScratchDirectory()
        host = .testing(workingDirectory: directory.path, files: directory.files)
    }

    /// The file swiftlambda.yaml may be missing.
    @Test func missing() throws {
        #expect(try Configuration.load(package: directory.path, host: host) == nil)
    }

    /// The file swiftlambda.yaml is named in errors as the user would type it.
    @Test func name() throws {
        try directory.write("version: 1\nx: 1", to: "-my shop/swiftlambda.yaml")
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.load(package: directory.appending("-my shop"), host: host)
        }
        #expect(error.diagnostics.first?.location?.file == "-my shop/swiftlambda.yaml")
    }

    /// The file must be named swiftlambda.yaml.
    @Test func misnamed() throws {
        try directory.write("version: 1", to: "swiftlambda.yml")
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.load(package: directory.path, host: host)
        }
        #expect(error.diagnostics.map(\.identifier) == ["config.misnamed"])
    }

    /// The file swiftlambda.yaml may not be too large, nor a directory.
    @Test func unreadable() throws {
        try directory.write(String(repeating: "#\n", count: 3 << 20), to: "swiftlambda.yaml")
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration.load(package: directory.path, host: host)
        }
        #expect(error.diagnostics.map(\.identifier) == ["config.too-large"])
        try directory.files.makeDirectory(directory.appending("d/swiftlambda.yaml"))
        #expect(throws: FileError.self) { try Configuration.load(package: directory.appending("d"), host: host) }
    }
}
