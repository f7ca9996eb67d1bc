import Archive
import ELF
public import Host
public import Model
public import SystemPackage

/// Tells the architecture of a function's code from its `bootstrap`.
///
/// - Parameters:
///   - code: an archive, or a directory that holds what an archive would.
///   - files: the files.
/// - Returns: `nil` where `bootstrap` is no program of an architecture that Lambda has, such as a script, or is not there.
/// - Throws: `ArchiveError` where it is no zip; `FileError`.
public func architecture(ofCode code: FilePath, files: any FileSystem) throws -> Architecture? {
    guard let bytes = try bootstrap(in: code, files: files), let program = try? ELFFile(bytes) else { return nil }
    return Architecture(program.machine)
}

private func bootstrap(in code: FilePath, files: any FileSystem) throws -> [UInt8]? {
    guard let status = try files.status(of: code, followingLinks: true) else { throw EnvironmentError.noCode(code) }
    if status.kind == .directory {
        let path = code.appending("bootstrap")
        guard try files.status(of: path, followingLinks: true)?.kind == .regular else { return nil }
        return try files.read(path, limit: LambdaLimits.unzippedBytes)
    }
    let archive = try ArchiveReader(path: code.string)
    guard let entry = archive.directory.entries.first(where: { $0.path == "bootstrap" }) else { return nil }
    return try archive.read(entry, limit: LambdaLimits.unzippedBytes)
}
