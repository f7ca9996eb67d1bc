package import Model
package import SystemPackage

/// A file could not be looked into.
package enum InspectionError: DiagnosedError, Hashable {
    /// There is no such file.
    case notFound(FilePath)
    /// It is a directory or something else that is no file.
    case notRegular(FilePath)
    /// It is neither a zip archive nor an ELF file.
    case notRecognised(FilePath)
    /// It begins as an ELF file does and goes on otherwise.
    case malformedELF(FilePath, reason: String)
    /// It begins as an ELF file does and is larger than any that Lambda could have.
    case tooLarge(FilePath, size: Int64)

    /// The largest ELF file that is looked into, in bytes: four times what Lambda unzips.
    static let largestELF = LambdaLimits.unzippedBytes * 4

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notFound(let path):
            [
                .error(
                    "inspect.not-found", "there is no '\(path)'",
                    hints: ["package a function first: swiftlambda package"])
            ]
        case .notRegular(let path):
            [
                .error(
                    "inspect.not-a-file", "'\(path)' is not a file",
                    hints: ["name an archive or a binary, such as the function.zip that swiftlambda package writes"])
            ]
        case .notRecognised(let path):
            [.error("inspect.not-recognised", "'\(path)' is neither a zip archive nor an ELF file")]
        case .malformedELF(let path, let reason):
            [.error("elf.malformed", "'\(path)' is not a sound ELF file", explanation: reason)]
        case .tooLarge(let path, let size):
            [
                .error(
                    "inspect.too-large", "'\(path)' has \(size) bytes, and at most \(Self.largestELF) are read",
                    explanation: "Lambda unzips at most \(LambdaLimits.unzippedBytes) bytes, with all layers.",
                    hints: ["strip it of debug information: strip '\(path)'"])
            ]
        }
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
