package import Host
package import SystemPackage

/// Link options for the products of a package, as a toolset for `swift build` (SE-0387).
///
/// `-Xlinker` on the command line would also apply to build plugins and macros that run on this machine, and it
/// makes SwiftPM recompile everything; a toolset only relinks.
package struct LinkToolset: Sendable, Hashable {
    /// The path of the toolset.
    package var path: FilePath
    /// The linker options.
    package var options: [String]

    /// Creates a toolset; ``write(files:)`` writes it.
    package init(path: FilePath, options: [String]) {
        self.path = path
        self.options = options
    }

    /// Writes the file if it differs.
    package func write(files: any FileSystem) throws(FileError) {
        let list = options.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = "{\"schemaVersion\": \"1.0\", \"linker\": {\"extraCLIOptions\": [\(list)]}}\n"
        try files.write(Array(text.utf8), to: path, permissions: .readableByAll)
    }

    /// The options of `swift build`.
    var arguments: [String] { ["--toolset", path.string] }

    /// SwiftPM plans a build again if its environment has changed, but not if a toolset has.
    var environment: [String: String?] { ["SWIFTLAMBDA_LINKER_OPTIONS": options.joined(separator: " ")] }
}
