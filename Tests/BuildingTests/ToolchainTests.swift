import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Building

@Suite struct ToolchainTests {
    private static let targetInfo = """
        {"compilerVersion": "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
         "target": {"triple": "x86_64-unknown-linux-gnu", "arch": "x86_64"},
         "paths": {"runtimeResourcePath": "/tools/swift/usr/lib/swift"}}
        """

    @Test func theCompilerTellsVersionTripleAndWhereItsProgramsAre() throws {
        let toolchain = try Toolchain(swift: "/usr/bin/swift", targetInfo: Array(Self.targetInfo.utf8))
        #expect(toolchain.compilerVersion == "Swift version 6.3.1 (swift-6.3.1-RELEASE)")
        #expect(toolchain.triple == "x86_64-unknown-linux-gnu")
        #expect(toolchain.programsDirectory == "/tools/swift/usr/bin")
    }

    @Test func anAnswerThatIsNotJSONIsAMissingToolchain() {
        let error = #expect(throws: ToolchainError.self) {
            try Toolchain(swift: "/usr/bin/swift", targetInfo: Array("swift: command unknown".utf8))
        }
        #expect(error?.exitStatus == .unavailable)
        #expect(error?.diagnostics.first?.identifier == "toolchain.unusable")
    }
}
