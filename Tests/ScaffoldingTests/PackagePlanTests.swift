import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Scaffolding

extension PackagePlan {
    static func sample(
        _ template: Template, _ function: String = "orders-api", architecture: Architecture = .arm64,
        regions: [Region] = []
    ) throws -> PackagePlan {
        PackagePlan(
            template: template, names: try FunctionNames(function: function), architecture: architecture,
            regions: regions)
    }

    func text(of path: String) throws -> String {
        try #require(try files().first { $0.path == path }, "no \(path)").text
    }
}

@Suite struct PackagePlanTests {
    @Test(arguments: Template.allCases)
    func noTagIsLeftAndEveryTextIsUTF8(template: Template) throws {
        let files = try PackagePlan.sample(template).files()
        for file in files {
            #expect(file.path.firstMatch(of: /__[A-Z_]+__/) == nil, "\(file.path)")
            #expect(file.text.firstMatch(of: /__[A-Z_]+__/) == nil, "\(file.path)")
            #expect(!file.text.contains("\u{FFFD}") && file.text.hasSuffix("\n"), "\(file.path)")
        }
        let paths = files.map(\.path)
        #expect(paths == paths.sorted())
        for path in [".gitignore", "Package.swift", "README.md", "Sources/OrdersApi/Main.swift", "swiftlambda.yaml"] {
            #expect(paths.contains(path))
        }
    }

    @Test func anUnknownTagIsAFault() {
        #expect(throws: TemplateFault(tag: "__NOTHING__")) { try Tag.fill("a __NOTHING__ b") { _ in "" } }
    }

    @Test func aValueThatLooksLikeATagStays() throws {
        #expect(
            try Tag.fill("__MODULE____PACKAGE__ __module__") { "__\($0.rawValue)__" }
                == "__MODULE____PACKAGE__ __module__")
        #expect(
            try PackagePlan.sample(.standalone, "__MODULE__").text(of: "swiftlambda.yaml").contains("\"__MODULE__\":"))
    }

    @Test(arguments: [
        ("orders-api", "orders-api:"), ("true", "\"true\":"), ("Null", "\"Null\":"), ("123", "\"123\":"),
        ("1e3", "\"1e3\":"), ("-x", "\"-x\":"), ("on", "\"on\":"), ("_a", "\"_a\":"), ("n1", "n1:"),
    ])
    func aNameThatYAMLTakesForSomethingElseIsQuoted(function: String, key: String) throws {
        let yaml = try PackagePlan.sample(.standalone, function).text(of: "swiftlambda.yaml")
        #expect(yaml.contains("\n  \(key)\n"))
    }

    @Test func theConfigurationHasArchitectureAndRegions() throws {
        let regions = try ["eu-west-1", "us-east-1"].map { try #require(Region($0)) }
        for template in Template.allCases {
            let yaml = try PackagePlan.sample(template, architecture: .x86_64, regions: regions)
                .text(of: "swiftlambda.yaml")
            #expect(yaml.contains("architecture: x86_64\n"))
            #expect(yaml.contains("\nregions: [eu-west-1, us-east-1]\n"))
            #expect(try PackagePlan.sample(template).text(of: "swiftlambda.yaml").contains("\n# regions: "))
        }
    }

    @Test func theOfficialRuntimeComesWithoutOurClient() throws {
        #expect(try PackagePlan.sample(.awsRuntime).files().allSatisfy { !$0.path.contains("LambdaRuntime") })
        #expect(try PackagePlan.sample(.postgres).files().contains { $0.path == "Sources/LambdaRuntime/Runtime.swift" })
    }
}

/// The templates as they lie in the repository.
@Suite struct EmbeddingTests {
    private static let directory = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent().appending("templates")

    private func filesOnDisk(_ name: String) throws -> [String: [UInt8]] {
        let files = LiveFileSystem()
        var found: [String: [UInt8]] = [:]
        func collect(_ directory: FilePath, _ path: String) throws {
            for name in try files.names(in: directory) {
                let child = directory.appending(name)
                if try files.status(of: child, followingLinks: false)?.kind == .directory {
                    try collect(child, path + name + "/")
                } else {
                    found[path + name] = try files.read(child, limit: 1 << 20)
                }
            }
        }
        try collect(Self.directory.appending(name), "")
        return found
    }

    @Test(arguments: Template.allCases)
    func everyFileIsEmbeddedUnderItsOwnPath(template: Template) throws {
        var expected = try filesOnDisk(template.rawValue)
        for (path, bytes) in try filesOnDisk("shared") where template != .awsRuntime || !path.hasPrefix("Sources/") {
            expected[path == "gitignore" ? ".gitignore" : path] = bytes
        }
        #expect(template.files.keys.sorted() == expected.keys.sorted())
        for (path, bytes) in template.files {
            #expect(bytes == expected[path], "\(path)")
        }
    }

    @Test func everyDirectoryIsATemplate() throws {
        let names = try LiveFileSystem().names(in: Self.directory)
        #expect(names == (Template.allCases.map(\.rawValue) + ["Embedding", "ci", "shared"]).sorted())
    }
}
