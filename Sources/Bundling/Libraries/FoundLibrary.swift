package import ELF
package import Host
package import SystemPackage

/// A library on the build machine.
package struct FoundLibrary {
    /// The name that was searched for, which is also its name in the archive.
    package var name: String
    /// The regular file.
    package var path: FilePath
    /// Its file status.
    package var status: FileStatus
    /// The directory of the file after resolving links: `$ORIGIN` in its search path.
    package var directory: SearchDirectory
    /// Its ELF content.
    package var file: ELFFile
    /// A changed copy that goes into the archive instead, if there is one.
    package var staged: (path: FilePath, status: FileStatus)?
    /// The bytes that replace its own in the archive.
    package var replacement: [UInt8]?
    /// The paths that were replaced.
    package var changedPaths: [Bundle.ChangedPath] = []

    /// Its path in the archive.
    package var archivePath: String { "\(OwnLoader.libraryDirectory)/\(name)" }
}
