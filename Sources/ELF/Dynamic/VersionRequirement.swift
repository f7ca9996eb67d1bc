/// A version that the file requires of a library; the loader refuses to start the program if the library lacks it.
package struct VersionRequirement: Sendable, Hashable {
    /// The library's file name, such as `libc.so.6`.
    package let library: String
    /// The version's name, such as `GLIBC_2.34`.
    package let version: String
    /// Whether the loader only warns when the library lacks the version (`VER_FLG_WEAK`).
    package let isWeak: Bool
    /// The dynamic symbols that require the version, in symbol table order.
    package internal(set) var symbols: [String]

    let index: UInt16
}
