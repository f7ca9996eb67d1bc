import Host
import SystemPackage

extension Toolchain {
    /// The directory of clang's headers.
    ///
    /// - Throws: `SDKMakeError.noClangResources`; `FileError`.
    func clangResources(files: any FileSystem) throws -> FilePath {
        let clang = programsDirectory.removingLastComponent().pushing("lib/swift/clang")
        guard try files.status(of: clang, followingLinks: true)?.kind == .directory else {
            throw SDKMakeError.noClangResources(clang)
        }
        return clang
    }
}
