package import ELF
package import Host
package import SystemPackage

/// A library as it lies on the building machine.
package struct FoundLibrary {
    /// The name it was asked for, which is what it has in the archive.
    package var name: String
    /// The regular file.
    package var path: FilePath
    /// What the system says of it.
    package var status: FileStatus
    /// Where the file lies once links are resolved: what `$ORIGIN` in its own search path stands for.
    package var directory: SearchDirectory
    /// What is in it.
    package var file: ELFFile
    /// The file that goes into the archive instead, where it is a copy with changes.
    package var staged: (path: FilePath, status: FileStatus)?
    /// The bytes that it has in the archive instead of its own.
    package var replacement: [UInt8]?
    /// The paths in it that were replaced.
    package var changedPaths: [Bundle.ChangedPath] = []

    /// Its path in the archive.
    package var archivePath: String { "\(OwnLoader.libraryDirectory)/\(name)" }
}
