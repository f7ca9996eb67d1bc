import Model

/// Packages of one suite and architecture, and where their files go in an SDK.
struct DebianPackageSet: Sendable, Hashable {
    /// Where the files of packages go.
    enum Role: Sendable, Hashable {
        /// The compiler that runs on this machine.
        case compiler
        /// Swift's libraries for the target.
        case swiftLibraries
        /// The target's C library and headers.
        case sysroot
    }

    /// The suite, such as `bookworm`.
    var suite: String
    var architecture: Architecture
    var role: Role
    /// Packages that are taken as they are.
    var packages: [String]
    /// Packages that are taken with all that they depend on.
    var libraries: [String] = []

    /// The name of its directory of downloads.
    var name: String { "\(suite)-\(architecture)" }
}

/// A shared library that Debian's compiler needs, from a package for the machine that it runs on.
///
/// The compiler of Debian's unstable suite needs a newer C library than most machines have, so that it starts with the loader and
/// the libraries of its own suite.
struct CompilerLibrary {
    let package: String
    /// The name by which programs ask for it.
    let name: String

    static let all = [
        CompilerLibrary(package: "libc6", name: "libc.so.6"),
        CompilerLibrary(package: "libstdc++6", name: "libstdc++.so.6"),
        CompilerLibrary(package: "libgcc-s1", name: "libgcc_s.so.1"),
        CompilerLibrary(package: "libuuid1", name: "libuuid.so.1"),
        CompilerLibrary(package: "zlib1g", name: "libz.so.1"),
        CompilerLibrary(package: "libzstd1", name: "libzstd.so.1"),
        CompilerLibrary(package: "libsqlite3-0", name: "libsqlite3.so.0"),
        CompilerLibrary(package: "libncurses6", name: "libncurses.so.6"),
        CompilerLibrary(package: "libtinfo6", name: "libtinfo.so.6"),
    ]
}
