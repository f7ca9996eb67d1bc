import Archive
import ELF
package import Host
package import Model
package import SystemPackage

/// What a function's `bootstrap` reveals about the function.
package struct CodeTraits: Sendable, Hashable {
    /// Its architecture; `nil` if `bootstrap` is not a program for an architecture of Lambda's, such as a script.
    package var architecture: Architecture?
    /// Whether it was compiled from Swift.
    package var isSwift = false

    /// Inspects a function's code.
    ///
    /// - Parameters:
    ///   - code: an archive, a directory with the contents of one, or the program alone.
    ///   - files: access to the files.
    /// - Throws: `EnvironmentError`; `ArchiveError` if it is neither of these; `FileError`.
    package init(ofCode code: FilePath, files: any FileSystem) throws {
        guard let bytes = try Self.bootstrap(in: code, files: files), let program = try? ELFFile(bytes) else { return }
        architecture = Architecture(program.machine)
        // Swift type metadata survives stripping, and a program that links Swift needs its library.
        isSwift =
            program.sections.contains { $0.name.hasPrefix("swift5_") }
            || program.dynamic?.neededLibraries.contains { $0.hasPrefix("libswiftCore.") } ?? false
    }

    private static func bootstrap(in code: FilePath, files: any FileSystem) throws -> [UInt8]? {
        guard let status = try files.status(of: code, followingLinks: true) else { throw EnvironmentError.noCode(code) }
        if status.kind == .directory {
            let path = code.appending(LambdaPaths.bootstrap)
            guard try files.status(of: path, followingLinks: true)?.kind == .regular else { return nil }
            return try files.read(path, limit: LambdaLimits.unzippedBytes)
        }
        if try isBareProgram(code, files: files) { return try files.read(code, limit: LambdaLimits.unzippedBytes) }
        let archive = try ArchiveReader(path: code.string)
        guard let entry = archive.directory.entries.first(where: { $0.path == LambdaPaths.bootstrap }) else {
            return nil
        }
        return try archive.read(entry, limit: LambdaLimits.unzippedBytes)
    }
}
