import Model
import Testing

@testable import Project

/// Environment variables as settings.
@Suite
struct SettingTests {
    /// Environment variables give way to flags, and take precedence over the file.
    @Test func precedence() throws {
        let variable = Setting<Architecture>.architecture
        let environment = ["SWIFTLAMBDA_ARCH": "amd64"]
        #expect(try variable.resolve(flag: .arm64, in: environment, file: .arm64) == .arm64)
        #expect(try variable.resolve(flag: nil, in: environment, file: .arm64) == .x86_64)
        #expect(try variable.resolve(flag: nil, in: [:], file: .arm64) == .arm64)
        #expect(try variable.resolve(flag: nil, in: ["SWIFTLAMBDA_ARCH": ""], file: .arm64) == .arm64)
        #expect(try variable.resolve(flag: nil, in: [:]) == nil)
        #expect(try variable.resolve(flag: .arm64, in: ["SWIFTLAMBDA_ARCH": "foo"]) == .arm64)
    }

    /// Environment variables fill in what flags do not set.
    @Test func overrides() throws {
        let environment = [
            "SWIFTLAMBDA_ARCH": "x64", "SWIFTLAMBDA_RUNTIME": "provided.al2", "SWIFTLAMBDA_ACCOUNT": "123456789012",
            "SWIFTLAMBDA_REGION": "eu-west-1,cn-north-1", "SWIFTLAMBDA_INCLUDE": "a,b=c",
        ]
        let regions = ["eu-west-1", "cn-north-1"].compactMap { Region($0) }
        #expect(
            try ProjectOverrides().completed(from: environment)
                == ProjectOverrides(
                    architectures: [.x86_64], runtime: .providedAL2, regions: regions,
                    include: [IncludeRule(source: "a"), IncludeRule(source: "b", destination: "c")],
                    account: "123456789012"))
        #expect(
            try ProjectOverrides(architectures: [.arm64]).completed(from: ["SWIFTLAMBDA_ARCH": "wrong"])
                == ProjectOverrides(architectures: [.arm64]))
    }

    /// An invalid variable is reported with the nearest valid value.
    @Test(
        arguments: [
            ("SWIFTLAMBDA_ARCH", "arm46", "did you mean 'arm64'?"),
            ("SWIFTLAMBDA_RUNTIME", "provided.al2022", "did you mean 'provided.al2023'?"),
            ("SWIFTLAMBDA_REGION", "eu-west-1,", "unset SWIFTLAMBDA_REGION"),
            ("SWIFTLAMBDA_ACCOUNT", "1234", "unset SWIFTLAMBDA_ACCOUNT"),
            ("SWIFTLAMBDA_INCLUDE", "=b", "unset SWIFTLAMBDA_INCLUDE"),
        ])
    func wrong(variable: String, value: String, hint: String) throws {
        let error = try #require(throws: SettingError.self) {
            try ProjectOverrides().completed(from: [variable: value])
        }
        #expect(error.exitStatus == .usage)
        #expect(error.diagnostics.map(\.identifier) == ["config.invalid-variable"])
        #expect(error.diagnostics.first?.summary.contains(variable) == true)
        #expect(error.diagnostics.first?.hints.first == hint)
    }

    /// A misspelt region has the same message in a variable, a flag and the file.
    @Test func misspeltRegion() throws {
        let flag = #expect(throws: SettingError.self) { try Region.named("eu-wst-1", from: .flag("--region")) }
        let variable = #expect(throws: SettingError.self) {
            try ProjectOverrides().completed(from: ["SWIFTLAMBDA_REGION": "us-east-1,eu-wst-1"])
        }
        let file = #expect(throws: ConfigurationError.self) {
            try configuration("version: 1\nregions: [us-east-1, eu-wst-1]")
        }
        let found = [flag?.diagnostics, variable?.diagnostics, file?.diagnostics].compactMap { $0?.first }
        #expect(found.map(\.identifier) == Array(repeating: "config.unknown-region", count: 3))
        #expect(Set(found.map(\.summary)).count == 1)
        #expect(Set(found.map(\.hints)).count == 1)
        #expect(found[0].hints[0].contains("eu-west-1"))
        #expect(found[0].explanation?.contains("--region") == true)
        #expect(found[1].explanation?.contains("SWIFTLAMBDA_REGION") == true)
        #expect(found[2].location?.line == 2)
        #expect([flag?.exitStatus, variable?.exitStatus, file?.exitStatus] == [.usage, .usage, .badInput])
    }
}
