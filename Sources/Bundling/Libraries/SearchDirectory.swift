import LinkAudit
package import SystemPackage

/// A directory in which a program or library of the building machine looks for others.
package enum SearchDirectory: Hashable {
    /// A directory of the origin's tree, as a path in that tree.
    case inOrigin(FilePath)
    /// A directory outside the tree: where the build put the program.
    case besideProgram(FilePath)

    /// The directory that an element of a search path names.
    ///
    /// - Parameter origin: where the file with the search path is.
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
