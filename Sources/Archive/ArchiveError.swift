package import Model

/// An archive could not be written or read.
package enum ArchiveError: DiagnosedError, Hashable {
    /// A path that is invalid in an archive for Lambda.
    case invalidPath(String, PathFault)
    /// Two entries have the same path.
    case duplicatePath(String)
    /// An entry is below another that is not a directory.
    case belowFile(String)
    /// A link that would be broken, or leave the function's directory, when unpacked.
    case invalidLink(String, target: String, LinkFault)
    /// A file to be archived is not a regular file.
    case notRegular(String)
    /// A file to be archived changed its size while it was being read.
    case changedWhileRead(String)
    /// The system refused; `code` is its `errno`.
    case system(Operation, path: String, code: Int32)
    /// libarchive itself failed; `code` is the `errno` that it reports.
    case library(path: String, message: String, code: Int32)
    /// The system has no UTF-8 locale, which libarchive needs for a name that is not ASCII.
    case noUnicodeLocale
    /// The archive contradicts itself or claims something impossible.
    case malformed(archive: String, ZipFault)
    /// One entry's content cannot be read.
    case unreadable(archive: String, entry: String, ContentFault)
    /// One entry of an archive cannot be unpacked together with the others.
    case cannotUnpack(archive: String, entry: String, UnpackFault)

    /// Why an entry cannot be unpacked.
    package enum UnpackFault: Sendable, Hashable {
        /// Its path is not writable.
        case path(PathFault)
        /// A file or a link is in the place of a directory that it needs.
        case belowFile
        /// A directory is in its place.
        case overDirectory
        /// Its target contains a NUL character.
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

    /// The operation requested of the system.
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
        /// It is larger than the caller's limit.
        case overLimit(size: Int64, limit: Int64)
        /// Its bytes do not match the archive's description of them.
        case corrupt(String)
        /// It is not a link.
        case notALink
    }

    /// The process's exit status.
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
