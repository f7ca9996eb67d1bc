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
                explanation: "The archive is unpacked into one directory, and every path must lie inside it.",
                hints: ["use another path for the file in the archive"])
        case .duplicatePath(let path):
            .error(
                "archive.duplicate-path", "two files have the path '\(path)' in the archive",
                hints: ["include only one of them, or change the path of one"])
        case .belowFile(let path):
            .error(
                "archive.below-file", "'\(path)' is below a path that is a file or a link in the archive",
                hints: ["change the path of one of them"])
        case .invalidLink(let path, let target, let fault):
            .error(
                "archive.invalid-link", "the symbolic link '\(path)' \(fault.predicate(target))",
                explanation: "A link in the archive must point to something inside it, by a relative path.",
                hints: ["replace the link with its target, or exclude it"])
        case .notRegular(let path):
            .error("archive.not-regular", "'\(path)' is not a regular file", hints: ["exclude it from the archive"])
        case .changedWhileRead(let path):
            .error(
                "archive.changed-while-read", "'\(path)' changed while it was being read",
                hints: ["let the program that writes it finish, then run the same command again"])
        case .system(let operation, let path, let code):
            .error(
                "archive.\(operation.rawValue)", "cannot \(operation.rawValue) '\(path)': \(systemMessage(code))",
                hints: code == ENOSPC ? ["free some space, then run the same command again; nothing was lost"] : [])
        case .library(let path, let message, _):
            .error("archive.library", "libarchive failed on '\(path)': \(message)")
        case .noUnicodeLocale:
            .error(
                "archive.no-unicode-locale", "a name in the archive is not ASCII, and no UTF-8 locale is installed",
                hints: ["install the locale C.UTF-8 or en_US.UTF-8"])
        case .malformed(let archive, let fault): fault.diagnostic(archive: archive)
        case .unreadable(let archive, let entry, let fault): fault.diagnostic(archive: archive, entry: entry)
        case .cannotUnpack(let archive, let entry, let fault):
            .error(
                "archive.cannot-unpack", "the archive cannot be unpacked: '\(entry)' \(fault.predicate)",
                location: Diagnostic.Location(file: archive),
                hints: ["run 'swiftlambda inspect' on the archive", "create or download the archive again"])
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
        case .empty: "is empty and therefore not a path"
        case .absolute: "is an absolute path"
        case .dotComponent: "contains the component '.' or '..'"
        case .emptyComponent: "contains an empty component"
        case .backslash: "contains a backslash, which some programs treat as a separator"
        case .nul: "contains a NUL character"
        case .tooLong: "is longer than Linux allows (255 bytes for a name, 4095 for a path)"
        }
    }
}

extension ArchiveError.UnpackFault {
    fileprivate var predicate: String {
        switch self {
        case .path(let fault): fault.predicate
        case .belowFile: "is below a path that is a file or a link"
        case .overDirectory: "is a file or a link, but a directory has the same name"
        case .target: "is a link whose target contains a NUL character"
        }
    }
}

extension ArchiveError.LinkFault {
    fileprivate func predicate(_ target: String) -> String {
        switch self {
        case .empty: "points to nothing: its target is empty"
        case .absolute: "points to the absolute path '\(target)'"
        case .leavesTree: "points out of the archive, to '\(target)'"
        case .nul: "contains a NUL character in its target"
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
                location: location, hints: ["create the archive without a password"])
        case .method(let number):
            .error(
                "archive.unknown-method", "'\(entry)' is compressed with method \(number)",
                explanation: "Only stored (0) and deflated (8) entries can be read.", location: location,
                hints: ["create the archive with deflate"])
        case .overLimit(let size, let limit):
            .error(
                "archive.entry-too-large", "'\(entry)' has \(size) bytes, more than the limit of \(limit)",
                location: location)
        case .corrupt(let detail):
            .error(
                "archive.corrupt-entry", "the content of '\(entry)' is damaged: \(detail)", location: location,
                hints: ["create or download the archive again"])
        case .notALink:
            .error("archive.not-a-link", "'\(entry)' is not a symbolic link", location: location)
        }
    }
}
