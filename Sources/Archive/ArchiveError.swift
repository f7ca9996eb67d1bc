package import Model

/// An archive could not be written or read.
package enum ArchiveError: DiagnosedError, Hashable {
    /// A path that an archive for Lambda cannot hold.
    case invalidPath(String, PathFault)
    /// Two entries want the same path.
    case duplicatePath(String)
    /// An entry lies below another that is no directory.
    case belowFile(String)
    /// A link that would not work, or not stay inside the function's directory, when unpacked.
    case invalidLink(String, target: String, LinkFault)
    /// A file to be archived is no regular file.
    case notRegular(String)
    /// A file to be archived changed its size while it was read.
    case changedWhileRead(String)
    /// The system refused; `code` is its `errno`.
    case system(Operation, path: String, code: Int32)
    /// libarchive failed for a reason of its own; `code` is the `errno` it gives.
    case library(path: String, message: String, code: Int32)
    /// The system has no UTF-8 locale, which libarchive needs for a name that is not ASCII.
    case noUnicodeLocale
    /// The archive contradicts itself or claims what cannot be.
    case malformed(archive: String, ZipFault)
    /// One entry's content cannot be read.
    case unreadable(archive: String, entry: String, ContentFault)
    /// One entry of an archive cannot be unpacked beside the others.
    case cannotUnpack(archive: String, entry: String, UnpackFault)

    /// Why an entry cannot be unpacked.
    package enum UnpackFault: Sendable, Hashable {
        /// Its path is not one that may be written to.
        case path(PathFault)
        /// What it needs as a directory is a file or a link.
        case belowFile
        /// A directory is where it should go.
        case overDirectory
        /// Its target has a NUL character.
        case target
    }

    /// What is wrong with a path.
    package enum PathFault: String, Sendable, Hashable, CaseIterable {
        case empty
        case absolute
        case dotComponent
        case emptyComponent
        case backslash
        case nul
        case tooLong
    }

    /// What is wrong with a link's target.
    package enum LinkFault: String, Sendable, Hashable, CaseIterable {
        case empty
        case absolute
        case leavesTree
        case nul
        case tooLong
    }

    /// What was asked of the system.
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case open
        case read
        case create
        case write
        case close
    }

    /// Why an entry's content cannot be read.
    package enum ContentFault: Sendable, Hashable {
        /// It is encrypted.
        case encrypted
        /// Its compression method, by number, is neither stored nor deflate.
        case method(UInt16)
        /// It is larger than the limit that the caller gave.
        case overLimit(size: Int64, limit: Int64)
        /// Its bytes do not match the archive's own account of them.
        case corrupt(String)
        /// It is no link.
        case notALink
    }

    /// The status the process ends with.
    package var exitStatus: ExitStatus {
        switch self {
        case .system, .changedWhileRead: .inputOutput
        case .library(_, _, let code): code > 0 ? .inputOutput : .internalFault
        case .noUnicodeLocale: .unavailable
        case .invalidPath, .duplicatePath, .belowFile, .invalidLink, .notRegular, .malformed, .unreadable,
            .cannotUnpack:
            .badInput
        }
    }
}
