package import Host
package import SystemPackage

/// Options for linking the products of a package, and nothing else, as a toolset that `swift build` reads (SE-0387).
///
/// `-Xlinker` on the command line would reach the programs too that build plugins and macros run on this machine, and it
/// makes SwiftPM compile everything again; a toolset only links again.
package struct LinkToolset: Sendable, Hashable {
    /// Where the toolset lies.
    package var path: FilePath
    /// The linker's options.
    package var options: [String]

    /// Creates a toolset; ``write(files:)`` puts it in its place.
    package init(path: FilePath, options: [String]) {
        self.path = path
        self.options = options
    }

    /// Writes the file, where it is not as it should be.
    package func write(files: any FileSystem) throws(FileError) {
        let list = options.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = "{\"schemaVersion\": \"1.0\", \"linker\": {\"extraCLIOptions\": [\(list)]}}\n"
        try files.write(Array(text.utf8), to: path, permissions: .readableByAll)
    }

    /// The options of `swift build`.
    var arguments: [String] { ["--toolset", path.string] }

    /// SwiftPM plans a build again where its environment has changed, but not where a toolset has.
    var environment: [String: String?] { ["SWIFTLAMBDA_LINKER_OPTIONS": options.joined(separator: " ")] }
}
