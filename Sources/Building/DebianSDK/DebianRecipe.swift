package import Model

/// The Debian packages of a Swift SDK, and which of their files it contains.
///
/// Debian contains Swift as `swiftlang`, its shared libraries as `libswiftlang`, and for the same machines a C library,
/// headers and GCC's runtime.
package struct DebianRecipe: Sendable, Hashable {
    /// What an SDK made by a recipe can build.
    package enum Contents: Sendable, Hashable {
        /// The standard library, which any newer compiler rebuilds from its interfaces.
        case standardLibrary
        /// Everything that Swift on Linux has, with the compiler of its version, against the C library of a release.
        case complete(Sysroot)
    }

    /// The release of Debian whose C library functions are linked against.
    package enum Sysroot: String, Sendable, Hashable, CaseIterable {
        /// Debian 11, with glibc 2.31.
        case bullseye
        /// Debian 12, with glibc 2.36.
        case bookworm

        /// The version of GCC in the release, which names its packages.
        var gcc: Int {
            switch self {
            case .bullseye: 10
            case .bookworm: 12
            }
        }
    }

    /// The architecture to build for.
    package var architecture: Architecture
    /// What the SDK can build.
    package var contents: Contents
    /// Further packages for the sysroot, such as `libpq-dev`; what they depend on comes with them.
    package var libraries: [String]
    /// The version of Swift that the suite must have; `nil` means any.
    package var swiftVersion: String?

    /// Creates the recipe for an architecture.
    package init(
        architecture: Architecture, contents: Contents = .standardLibrary, libraries: [String] = [],
        swiftVersion: String? = nil
    ) {
        self.architecture = architecture
        self.contents = contents
        self.libraries = libraries
        self.swiftVersion = swiftVersion
    }

    /// The version of Swift that complete SDKs are known to work with.
    ///
    /// Source: built and run with it on 2026-11-25; Debian's unstable suite moves on.
    package static let knownVersion = "6.2.3"

    /// The suite that Swift's packages are from.
    package var suite: String {
        switch contents {
        case .standardLibrary: "trixie"
        case .complete: "sid"
        }
    }

    /// The suites that have, or may have, Swift.
    static let suites = ["trixie", "forky", "sid"]

    /// The target triple as the compiler expects it in the module names; Debian's builds use other vendors.
    var triple: String {
        switch architecture {
        case .arm64: "aarch64-unknown-linux-gnu"
        case .x86_64: "x86_64-pc-linux-gnu"
        }
    }

    /// The package with the compiler and its resources; only some of its directories are used.
    static let compilerPackage = "swiftlang"
    /// The package with Swift's shared libraries.
    static let libraryPackage = "libswiftlang"

    /// The packages, by suite and architecture.
    ///
    /// - Parameter host: the architecture that the SDK's compiler runs on; `nil` if it needs none of its own.
    func sets(compilerFor host: Architecture?) -> [DebianPackageSet] {
        let swift = DebianPackageSet(
            suite: suite, architecture: architecture, role: .swiftLibraries,
            packages: [Self.libraryPackage, Self.compilerPackage])
        let system: DebianPackageSet
        switch contents {
        case .standardLibrary:
            system = DebianPackageSet(
                suite: suite, architecture: architecture, role: .sysroot, packages: Self.systemPackages(gcc: 14),
                libraries: libraries)
        case .complete(let sysroot):
            system = DebianPackageSet(
                suite: sysroot.rawValue, architecture: architecture, role: .sysroot,
                packages: Self.systemPackages(gcc: sysroot.gcc), libraries: libraries)
        }
        let compiler = host.map {
            DebianPackageSet(
                suite: suite, architecture: $0, role: .compiler,
                packages: [Self.compilerPackage, Self.libraryPackage] + CompilerLibrary.all.map(\.package))
        }
        return [system, swift] + (compiler.map { [$0] } ?? [])
    }

    private static func systemPackages(gcc: Int) -> [String] {
        [
            "libc6", "libc6-dev", "libcrypt1", "libgcc-\(gcc)-dev", "libgcc-s1", "libstdc++-\(gcc)-dev", "libstdc++6",
            "linux-libc-dev",
        ]
    }

    /// The name of the SDK.
    ///
    /// - Parameter version: Swift's version, such as `6.0.3`.
    func id(version: String) -> String { "\(idPrefix)\(version)\(idSuffix)" }

    /// Whether this recipe made an SDK.
    func made(_ sdk: SwiftSDK) -> Bool {
        sdk.id.hasPrefix(idPrefix) && sdk.id.hasSuffix(idSuffix)
            && (swiftVersion.map { sdk.id == id(version: $0) } ?? true)
    }

    private var idPrefix: String {
        switch contents {
        case .standardLibrary: "debian-\(suite)-swift-"
        case .complete(let sysroot): "debian-complete-\(sysroot.rawValue)-swift-"
        }
    }

    private var idSuffix: String { "-\(architecture)" }

    /// The least room that the SDK needs, in bytes: its own size and that of the downloads, as measured in November 2026.
    var room: (sdk: Int64, downloads: Int64) {
        switch contents {
        case .standardLibrary: (500_000_000, 450_000_000)
        case .complete: (750_000_000, 1_150_000_000)
        }
    }
}

extension Architecture {
    /// The architecture's name in Debian.
    var debianName: String {
        switch self {
        case .arm64: "arm64"
        case .x86_64: "amd64"
        }
    }
}
