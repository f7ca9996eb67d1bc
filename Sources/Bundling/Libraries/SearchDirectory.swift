package import SystemPackage

/// A directory in which a program or library of the building machine looks for others.
package enum SearchDirectory: Hashable {
    /// A directory of the origin's tree, as a path in that tree.
    case inOrigin(FilePath)
    /// A directory outside the tree: where the build put the program.
    case besideProgram(FilePath)
}
