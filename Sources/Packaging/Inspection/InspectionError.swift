package import Model
package import SystemPackage

/// An error of 'inspect'.
package enum InspectionError: DiagnosedError, Hashable {
    /// There is no such file.
    case notFound(FilePath)
    /// It is a directory or something else that is not a file.
    case notRegular(FilePath)
    /// It is neither a zip archive nor an ELF file.
    case notRecognised(FilePath)
    /// It starts like an ELF file, but is invalid.
    case malformedELF(FilePath, reason: String)
    /// It starts like an ELF file, and is larger than Lambda could ever run.
    case tooLarge(FilePath, size: Int64)

    /// The maximum size of an ELF file to inspect, in bytes: four times what Lambda unzips.
    static let largestELF = LambdaLimits.unzippedBytes * 4

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notFound(let path):
            [
                .error(
                    "inspect.not-found", "'\(path)' does not exist",
                    hints: ["package a function first: swiftlambda package"])
            ]
        case .notRegular(let path):
            [
                .error(
                    "inspect.not-a-file", "'\(path)' is not a file",
                    hints: ["specify an archive or a binary, such as the function.zip that swiftlambda package writes"])
            ]
        case .notRecognised(let path):
            [.error("inspect.not-recognised", "'\(path)' is neither a zip archive nor an ELF file")]
        case .malformedELF(let path, let reason):
            [.error("elf.malformed", "'\(path)' is not a valid ELF file", explanation: reason)]
        case .tooLarge(let path, let size):
            [
                .error(
                    "inspect.too-large",
                    "'\(path)' has \(size) bytes, but swiftlambda inspects at most \(Self.largestELF)",
                    explanation: "Lambda unzips at most \(LambdaLimits.unzippedBytes) bytes, with all layers.",
                    hints: ["remove its debug information: strip '\(path)'"])
            ]
        }
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
