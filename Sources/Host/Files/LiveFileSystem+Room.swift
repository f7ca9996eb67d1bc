import LibC
package import SystemPackage

extension LiveFileSystem {
    /// The number of bytes that this user can still write below a directory.
    package func room(in directory: FilePath) throws(FileError) -> Int64 {
        guard access(directory.string, W_OK | X_OK) == 0 else {
            throw FileError(.write, directory, Errno(rawValue: errno))
        }
        guard try status(of: directory, followingLinks: true)?.kind == .directory else {
            throw FileError(.write, directory, .notDirectory)
        }
        var system = statvfs()
        guard statvfs(directory.string, &system) == 0 else {
            throw FileError(.write, directory, Errno(rawValue: errno))
        }
        let (bytes, overflow) = Int64(clamping: system.f_bavail)
            .multipliedReportingOverflow(by: Int64(clamping: system.f_frsize))
        return overflow ? .max : bytes
    }
}
