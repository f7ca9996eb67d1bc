import SystemPackage

/// The places in an SDK's bundle.
struct SDKLayout: Sendable, Hashable {
    let bundle: FilePath
    let triple: String

    /// The directory of everything for the triple.
    var variant: FilePath { bundle.appending(triple) }
    /// The root of the target's file system.
    var sysroot: FilePath { variant.appending("sysroot") }
    /// The directory of the SDK's own compiler.
    var toolchain: FilePath { variant.appending("toolchain") }
    /// The directory in which the compiler looks for shared libraries first.
    var compilerLibraries: FilePath { toolchain.pushing("lib/swift/linux") }
    /// The object with functions that the C library lacks.
    var compatibility: FilePath { variant.appending("compatibility.o") }
    /// The packages that it was made of.
    var packages: FilePath { bundle.appending("packages.txt") }
}
