/// The files of a system that functions are compiled and linked against, as patterns for bash and tar.
enum SysrootMembers {
    /// The places of libraries; beside `usr` they are directories only on systems, or in packages, of the old layout.
    static let libraryDirectories = ["usr/lib", "usr/lib64", "lib", "lib64"]

    /// All patterns.
    ///
    /// - Parameter directories: the places of libraries to look in.
    static func patterns(in directories: [String] = libraryDirectories) -> [String] {
        ["usr/include", "usr/share/pkgconfig"]
            + directories.flatMap { directory in
                let files = ["*.so", "*.so.*", "*.a", "*.o", "pkgconfig"]
                return files.map { "\(directory)/\($0)" } + files.map { "\(directory)/*-linux-gnu/\($0)" }
                    // Beside these, Debian's GCC has its programs there.
                    + ["*.o", "*.a", "*.so", "*.so.*", "include"].map { "\(directory)/gcc/*/*/\($0)" }
            }
    }

    /// Moves libraries to where they are in a sysroot; not the destinations of links.
    static let move = "s,^lib/,usr/lib/,S;s,^lib64/,usr/lib64/,S"
}
