package import Building
package import Host
import Model
package import SystemPackage

/// Removes symbols from a binary, or saves them separately, with the toolchain's `llvm-objcopy` or binutils' `objcopy`.
package struct SymbolStripper: Sendable {
    private let host: Host
    private let objcopy: FilePath

    /// Uses a tool.
    ///
    /// - Parameter host: where it runs.
    init(objcopy: FilePath, host: Host) {
        self.objcopy = objcopy
        self.host = host
    }

    /// Finds the tool: the toolchain's, which supports every architecture, else one in `PATH`.
    ///
    /// - Throws: `StripError.noTool`.
    package init(toolchain: Toolchain, host: Host) throws {
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

    /// Writes a copy of a binary without symbols and debug information, identical in every build directory.
    ///
    /// The copy has no link to a debug file: the link contains a checksum of the debug information, whose paths would
    /// make the archive depend on the build directory. Debuggers match the two by their build id.
    package func strip(_ binary: FilePath, to stripped: FilePath) async throws {
        try await run("--strip-all", on: binary, to: stripped)
        var bytes = try host.files.read(stripped, limit: .max)
        BuildIdentity.normalize(&bytes)
        try host.files.write(bytes, to: stripped, permissions: Self.programPermissions)
    }

    /// The debug file of a binary: only its symbols and debug information, with the build id of its stripped copy.
    ///
    /// - Parameter workFile: where the tool writes; the file stays there for the next run.
    package func extractSymbols(
        of binary: FilePath, strippedTo stripped: FilePath, by workFile: FilePath
    ) async throws -> [UInt8] {
        try await run("--only-keep-debug", on: binary, to: workFile)
        var bytes = try host.files.read(workFile, limit: .max)
        BuildIdentity.copy(from: try host.files.read(stripped, limit: .max), to: &bytes)
        return bytes
    }

    private static let programPermissions: FilePermissions = [
        .ownerReadWriteExecute, .groupReadExecute, .otherReadExecute,
    ]

    private func run(_ option: String, on binary: FilePath, to output: FilePath) async throws {
        // LLVM replaces each '%' in the path of its output, because it derives the name of a temporary file from it. So
        // the command runs in the output's directory.
        let command = Command(
            objcopy.string, [option, binary.string, output.lastComponent?.string ?? output.string],
            workingDirectory: output.removingLastComponent())
        let result = try await host.processes.collect(command, limit: 1 << 20)
        guard result.end.isSuccess else {
            throw StripError.failed(
                tool: objcopy, binary: binary, message: String(decoding: result.error, as: UTF8.self))
        }
    }
}
