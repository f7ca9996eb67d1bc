import LinkAudit
package import SystemPackage

/// A directory in which a program or library of the build machine looks for libraries.
package enum SearchDirectory: Hashable {
    /// A directory of the origin's tree, as a path in that tree.
    case inOrigin(FilePath)
    /// A directory outside the tree: the program's build directory.
    case besideProgram(FilePath)

    /// The directory for an element of a search path.
    ///
    /// - Parameter origin: the directory of the file with the search path.
    init(_ element: SearchPathElement, origin: SearchDirectory) {
        switch (element, origin) {
        case (.besideFile(let rest), .inOrigin(let path)): self = .inOrigin(Self.below(path, rest))
        case (.besideFile(let rest), .besideProgram(let path)): self = .besideProgram(Self.below(path, rest))
        case (.absolute(let path), _): self = .inOrigin(FilePath(path).lexicallyNormalized())
        }
    }

    private static func below(_ path: FilePath, _ rest: String) -> FilePath {
        path.appending(FilePath(rest).components).lexicallyNormalized()
    }
}
