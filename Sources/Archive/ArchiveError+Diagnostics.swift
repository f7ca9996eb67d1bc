import LibC
package import Model

extension ArchiveError {
    /// One error that names the archive or the path.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    private var diagnostic: Diagnostic {
        switch self {
        case .invalidPath(let path, let fault):
            .error(
                "archive.invalid-path", "'\(path)' \(fault.predicate)",
                explanation: "The archive is unpacked into one directory, and every path in it must lie below it.",
                hints: ["give the file another path in the archive"])
        case .duplicatePath(let path):
            .error(
                "archive.duplicate-path", "two files want the path '\(path)' in the archive",
                hints: ["include only one of them, or give one another path"])
        case .belowFile(let path):
            .error(
                "archive.below-file", "'\(path)' lies below a path that is a file or a link in the archive",
                hints: ["give one of them another path"])
        case .invalidLink(let path, let target, let fault):
            .error(
                "archive.invalid-link", "the symbolic link '\(path)' \(fault.predicate(target))",
                explanation: "A link in the archive must point to something in the archive, by a relative path.",
                hints: ["replace the link with what it points to, or leave it out"])
        case .notRegular(let path):
            .error("archive.not-regular", "'\(path)' is not a regular file", hints: ["leave it out of the archive"])
        case .changedWhileRead(let path):
            .error(
                "archive.changed-while-read", "'\(path)' changed while it was read",
                hints: ["let the program that writes it finish, then run the same command again"])
        case .system(let operation, let path, let code):
            .error(
                "archive.\(operation.rawValue)", "cannot \(operation.rawValue) '\(path)': \(systemMessage(code))",
                hints: code == ENOSPC ? ["free some space, then run the same command again; nothing was lost"] : [])
        case .library(let path, let message, _):
            .error("archive.library", "libarchive failed at '\(path)': \(message)")
        case .noUnicodeLocale:
            .error(
                "archive.no-unicode-locale", "no UTF-8 locale is installed, and a name in the archive is not ASCII",
                hints: ["install the locale C.UTF-8 or en_US.UTF-8"])
        case .malformed(let archive, let fault): fault.diagnostic(archive: archive)
        case .unreadable(let archive, let entry, let fault): fault.diagnostic(archive: archive, entry: entry)
        case .cannotUnpack(let archive, let entry, let fault):
            .error(
                "archive.cannot-unpack", "the archive cannot be unpacked: '\(entry)' \(fault.predicate)",
                location: Diagnostic.Location(file: archive),
                hints: ["run 'swiftlambda inspect' on the archive", "make or download the archive again"])
        }
    }
}

/// The system's text for an `errno`.
private func systemMessage(_ code: Int32) -> String {
    String(cString: strerror(code))
}

extension ArchiveError.PathFault {
    fileprivate var predicate: String {
        switch self {
        case .empty: "is no path: it is empty"
        case .absolute: "is an absolute path"
        case .dotComponent: "has a component '.' or '..'"
        case .emptyComponent: "has an empty component"
        case .backslash: "has a backslash, which some programs take for a separator"
        case .nul: "has a NUL character"
        case .tooLong: "is longer than Linux allows (255 bytes for a name, 4095 for a path)"
        }
    }
}

extension ArchiveError.UnpackFault {
    fileprivate var predicate: String {
        switch self {
        case .path(let fault): fault.predicate
        case .belowFile: "lies below a path that is a file or a link"
        case .overDirectory: "is a file or a link, and there is a directory of that name"
        case .target: "is a link whose target has a NUL character"
        }
    }
}

extension ArchiveError.LinkFault {
    fileprivate func predicate(_ target: String) -> String {
        switch self {
        case .empty: "points to nothing: its target is empty"
        case .absolute: "points to the absolute path '\(target)'"
        case .leavesTree: "points out of the archive, to '\(target)'"
        case .nul: "has a NUL character in its target"
        case .tooLong: "has a target that is longer than Linux allows (4095 bytes)"
        }
    }
}

extension ArchiveError.ContentFault {
    fileprivate func diagnostic(archive: String, entry: String) -> Diagnostic {
        let location = Diagnostic.Location(file: archive)
        return switch self {
        case .encrypted:
            .error(
                "archive.encrypted", "'\(entry)' is encrypted", explanation: "Lambda cannot unpack it.",
                location: location, hints: ["make the archive without a password"])
        case .method(let number):
            .error(
                "archive.unknown-method", "'\(entry)' is compressed by method \(number)",
                explanation: "Only stored (0) and deflated (8) entries can be read.", location: location,
                hints: ["make the archive with deflate"])
        case .overLimit(let size, let limit):
            .error(
                "archive.entry-too-large", "'\(entry)' has \(size) bytes, more than the \(limit) read here",
                location: location)
        case .corrupt(let detail):
            .error(
                "archive.corrupt-entry", "the content of '\(entry)' is damaged: \(detail)", location: location,
                hints: ["make or download the archive again"])
        case .notALink:
            .error("archive.not-a-link", "'\(entry)' is no symbolic link", location: location)
        }
    }
}
