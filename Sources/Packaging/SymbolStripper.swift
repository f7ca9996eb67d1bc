public import Building
public import Host
public import Model
public import SystemPackage

/// What becomes of the binary's symbols.
public enum SymbolHandling: String, Sendable, Hashable {
    /// The binary in the archive has none; they are gone.
    case strip
    /// The binary in the archive has none; they are kept in a file beside the archive.
    case separate
    /// The binary stays as it was linked.
    case keep
}

/// Removes symbols from a binary, or sets them apart, with the toolchain's `llvm-objcopy` or binutils' `objcopy`.
public struct SymbolStripper: Sendable {
    private let host: Host
    private let objcopy: FilePath

    /// Finds the tool: the toolchain's own, which knows every architecture, else one in `PATH`.
    ///
    /// - Throws: `StripError.noTool`.
    public init(toolchain: Toolchain, host: Host) throws {
        let own = toolchain.programsDirectory.appending("llvm-objcopy")
        if try host.files.status(of: own, followingLinks: true) != nil {
            objcopy = own
        } else if let other = host.processes.locate("llvm-objcopy") ?? host.processes.locate("objcopy") {
            objcopy = other
        } else {
            throw StripError.noTool
        }
        self.host = host
    }

    /// Writes a copy of a binary without symbols and debug information.
    ///
    /// The copy names no debug file: that name carries a checksum of the debug information, whose paths would make the
    /// archive depend on the directory it was built in. Debuggers pair the two by their build id.
    public func strip(_ binary: FilePath, to stripped: FilePath) async throws {
        try await run(["--strip-all", binary.string, stripped.string], on: binary)
    }

    /// Writes the symbols and debug information of a binary alone.
    public func extractSymbols(of binary: FilePath, to debugFile: FilePath) async throws {
        try await run(["--only-keep-debug", binary.string, debugFile.string], on: binary)
    }

    private func run(_ arguments: [String], on binary: FilePath) async throws {
        let result = try await host.processes.collect(Command(objcopy.string, arguments), limit: 1 << 20)
        guard result.end.isSuccess else {
            throw StripError.failed(
                tool: objcopy, binary: binary, message: String(decoding: result.error, as: UTF8.self))
        }
    }
}

/// Symbols could not be removed.
public enum StripError: DiagnosedError, Hashable {
    /// Neither the toolchain nor `PATH` has an `objcopy`.
    case noTool
    /// The tool ended without success.
    case failed(tool: FilePath, binary: FilePath, message: String)

    /// One error.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .noTool:
            [
                .error(
                    "strip.no-tool", "neither llvm-objcopy nor objcopy was found",
                    explanation: "Symbols are removed with the toolchain's llvm-objcopy or binutils' objcopy.",
                    hints: ["install it: apt-get install binutils", "or package with --no-strip"])
            ]
        case .failed(let tool, let binary, let message):
            [
                .error(
                    "strip.failed", "'\(tool)' cannot strip '\(binary)'", explanation: message,
                    hints: ["package with --no-strip to keep the binary as it was linked"])
            ]
        }
    }

    /// A missing tool is `unavailable`, a tool that fails `inputOutput`.
    public var exitStatus: ExitStatus {
        switch self {
        case .noTool: .unavailable
        case .failed: .inputOutput
        }
    }
}
