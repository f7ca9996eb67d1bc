import Building
import Host
import Model
import SystemPackage

extension Host {
    /// The root of a file system of another architecture, for its loader and C library.
    ///
    /// It is the sysroot of an installed Swift SDK with glibc, the one with the newest; else where distributions have the
    /// libraries for cross-compiling.
    ///
    /// - Returns: `nil` for this machine's own architecture, or if there is none.
    func emulatedRoot(for architecture: Architecture) throws -> FilePath? {
        guard architecture != Architecture.current else { return nil }
        let targets = try SDKStore.named(on: self).contents().sdks.flatMap(\.targets).filter {
            $0.architecture == architecture && $0.libc == .glibc
        }
        let newest = targets.max { left, right in
            guard let right = right.glibcVersion else { return false }
            return left.glibcVersion.map { $0 < right } ?? true
        }
        if let newest { return newest.sdkRoot }
        let cross = FilePath("/usr/\(architecture.gnuName)-linux-gnu")
        let loader = cross.appending("lib").appending(architecture.loaderName)
        return try files.status(of: loader, followingLinks: true) == nil ? nil : cross
    }
}
