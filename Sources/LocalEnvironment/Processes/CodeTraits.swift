import Archive
import ELF
package import Host
package import Model
package import SystemPackage

/// What a function's `bootstrap` says about the function.
package struct CodeTraits: Sendable, Hashable {
    /// What it is built for; `nil` where `bootstrap` is not a program of an architecture that Lambda has, such as a script.
    package var architecture: Architecture?
    /// Whether it was compiled from Swift.
    package var isSwift = false

    /// Looks at a function's code.
    ///
    /// - Parameters:
    ///   - code: an archive, a directory that holds what an archive would, or the program alone.
    ///   - files: the files.
    /// - Throws: `EnvironmentError`; `ArchiveError` where it is neither of these; `FileError`.
    package init(ofCode code: FilePath, files: any FileSystem) throws {
        guard let bytes = try Self.bootstrap(in: code, files: files), let program = try? ELFFile(bytes) else { return }
        architecture = Architecture(program.machine)
        // The metadata of Swift types stays when symbols are stripped, and a program that links Swift needs its library.
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
