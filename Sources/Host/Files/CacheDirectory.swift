package import SystemPackage

extension Host {
    /// Where downloads and compilers' answers are kept, by the XDG Base Directory Specification; `nil` without a home
    /// directory.
    package var cacheDirectory: FilePath? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return FilePath(cache).appending("swiftlambda")
        }
        return environment["HOME"].map { FilePath($0).appending(".cache").appending("swiftlambda") }
    }
}
