import SystemPackage
import TestSupport

/// Writes artifact bundles into a scratch directory's `sdks`.
struct BundleFixture {
    let scratch: ScratchDirectory

    var store: FilePath { scratch.appending("sdks") }

    /// A bundle with one artifact, one variant and a sound sysroot for each triple.
    ///
    /// - Parameters:
    ///   - module: the name of the standard library's module file, and its text.
    ///   - glibc: the version in the headers, where there is one.
    func write(
        _ id: String,
        triples: [String],
        module: (suffix: String, version: String) = ("swiftmodule", "6.3.1"),
        platform: String = "linux",
        hosts: String = #"["x86_64-unknown-linux-gnu"]"#,
        glibcMinor: Int? = nil
    ) throws {
        let bundle = "sdks/\(id).artifactbundle"
        try scratch.write(
            """
            {"schemaVersion": "1.0", "artifacts": {"\(id)": {"type": "swiftSDK", "version": "1",
             "variants": [{"path": "variant", "supportedTriples": \(hosts)}]}}}
            """, to: "\(bundle)/info.json")
        let targets = triples.map { triple in
            """
            "\(triple)": {"sdkRootPath": "\(triple)", "swiftResourcesPath": "\(triple)/usr/lib/swift",
             "swiftStaticResourcesPath": "\(triple)/usr/lib/swift_static"}
            """
        }.joined(separator: ", ")
        try scratch.write(
            #"{"schemaVersion": "4.0", "targetTriples": {\#(targets)}}"#, to: "\(bundle)/variant/swift-sdk.json")
        for triple in triples {
            let root = "\(bundle)/variant/\(triple)"
            let library = "\(root)/usr/lib/swift_static"
            try scratch.write("", to: "\(library)/clang/include/stddef.h")
            try scratch.write(
                "// swift-compiler-version: Swift version \(module.version) (swift-\(module.version)-RELEASE)\n",
                to: "\(library)/\(platform)/Swift.swiftmodule/\(triple).\(module.suffix)")
            if let glibcMinor {
                try scratch.write(
                    "#define\t__GLIBC__\t2\n#define\t__GLIBC_MINOR__\t\(glibcMinor)\n",
                    to: "\(root)/usr/include/features.h")
            }
        }
    }
}
