package import Model
package import SystemPackage

/// Symbols could not be removed.
package enum StripError: DiagnosedError, Hashable {
    /// Neither the toolchain nor `PATH` has an `objcopy`.
    case noTool
    /// The tool failed.
    case failed(tool: FilePath, binary: FilePath, message: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noTool:
            [
                .error(
                    "strip.no-tool", "llvm-objcopy and objcopy were not found",
                    explanation: "swiftlambda removes symbols with the toolchain's llvm-objcopy or binutils' objcopy.",
                    hints: ["install it: apt-get install binutils", "or package with --no-strip"])
            ]
        case .failed(let tool, let binary, let message):
            [
                .error(
                    "strip.failed", "'\(tool)' could not strip '\(binary)'", explanation: message,
                    hints: ["package with --no-strip to keep the binary unstripped"])
            ]
        }
    }

    /// A missing tool is `unavailable`, a tool that fails `inputOutput`.
    package var exitStatus: ExitStatus {
        switch self {
        case .noTool: .unavailable
        case .failed: .inputOutput
        }
    }
}
