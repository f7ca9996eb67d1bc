import Host
import Model
import SystemPackage
import TestSupport
import Testing

extension ToolTests {
    /// Swift SDKs that cannot be used, as the command line tells of them.
    @Suite struct SDKInputTests {
        private let scratch: ScratchDirectory
        private let package: FilePath

        init() async throws {
            scratch = try ScratchDirectory(isPlain: true)
            package = try await scratch.copyTree(BuiltTool.root.pushing("Examples/Greeter"), to: "greeter")
            try write("broken", metadata: "{")
            try write("rootless", sdkRoot: "gone")
            // Before modules could be read across versions of the compiler.
            try write("antique", version: "5.9")
        }

        /// A bundle with a target of the other architecture.
        private func write(
            _ id: String, metadata: String? = nil, sdkRoot: String = "root", version: String = "6.0"
        ) throws {
            let bundle = "sdks/\(id).artifactbundle"
            let triple = "\(try BuiltTool.foreignArchitecture.gnuName)-swift-linux-musl"
            try scratch.write(
                #"{"schemaVersion": "1.0", "artifacts": {"\#(id)": {"type": "swiftSDK", "version": "1", "variants": "#
                    + #"[{"path": "variant"}]}}}"#, to: "\(bundle)/info.json")
            try scratch.write(
                metadata
                    ?? #"{"schemaVersion": "4.0", "targetTriples": {"\#(triple)": {"sdkRootPath": "\#(sdkRoot)", "#
                    + #""swiftResourcesPath": "root/lib", "swiftStaticResourcesPath": "root/lib"}}}"#,
                to: "\(bundle)/variant/swift-sdk.json")
            try scratch.write("", to: "\(bundle)/variant/root/lib/clang/include/stddef.h")
            try scratch.write(
                "// swift-compiler-version: Swift version \(version) (swift-\(version)-RELEASE)\n",
                to: "\(bundle)/variant/root/lib/linux-static/Swift.swiftmodule/\(triple).swiftmodule")
        }

        @Test(arguments: [
            ("broken", 69, "sdk.malformed", "swiftlambda sdk remove broken"),
            ("rootless", 69, "sdk.incomplete", "swiftlambda sdk remove rootless"),
            ("antique", 69, "sdk.unfit", "swiftlambda sdk install"),
            ("antiqe", 64, "sdk.unknown", "did you mean 'antique'?"),
        ])
        func whatCannotBeUsedIsRefusedBeforeAnythingIsBuilt(
            id: String, status: Int32, identifier: String, hint: String
        ) async throws {
            let result = try await BuiltTool.run(
                [
                    "package", "--arch", try BuiltTool.foreignArchitecture.rawValue, "--swift-sdk", id,
                    "--swift-sdks-path", scratch.appending("sdks").string, "--format", "json",
                ], in: package)
            #expect(result.status == status)
            #expect(try result.diagnosticIdentifiers == [identifier])
            #expect(result.error.contains(hint))
        }
    }
}
