package import Model

/// The Debian packages of a Swift SDK, and which of their files it contains.
///
/// Debian 13 (trixie) contains Swift as `swiftlang`, its shared libraries as `libswiftlang`, and a C library, headers
/// and GCC's runtime for the same machine; a sysroot needs nothing else.
package struct DebianRecipe: Sendable, Hashable {
    /// The architecture to build for.
    package var architecture: Architecture

    /// Creates the recipe for an architecture.
    package init(architecture: Architecture) {
        self.architecture = architecture
    }

    /// The suite that contains the packages.
    package static let suite = "trixie"

    /// The architecture's name in Debian.
    var debianArchitecture: String {
        switch architecture {
        case .arm64: "arm64"
        case .x86_64: "amd64"
        }
    }

    /// The target triple as the compiler expects it in the module names; Debian's builds use other vendors.
    var triple: String {
        switch architecture {
        case .arm64: "aarch64-unknown-linux-gnu"
        case .x86_64: "x86_64-pc-linux-gnu"
        }
    }

    /// The package with the compiler's resources; only some of its directories are used.
    static let compilerPackage = "swiftlang"
    /// The package with Swift's shared libraries.
    static let libraryPackage = "libswiftlang"
    /// The packages that are used completely.
    static let systemPackages = [
        "libc6", "libc6-dev", "libcrypt1", "libgcc-14-dev", "libgcc-s1", "libstdc++-14-dev", "libstdc++6",
        "linux-libc-dev",
    ]
    /// All packages.
    static let packages = systemPackages + [libraryPackage, compilerPackage]

    /// The directory in Debian's Swift whose subdirectories go to the sysroot's `usr/lib`.
    static let swiftLibraries = "./usr/libexec/swift/lib/"

    /// The paths used from the compiler's package.
    static let compilerMembers =
        ["linux", "shims", "dispatch", "os", "Block", "CoreFoundation", "_FoundationCShims", "_foundation_unicode"]
        .map { swiftLibraries + "swift/" + $0 } + [swiftLibraries + "swift_static"]

    /// The paths used from the libraries' package.
    static let libraryMembers = [swiftLibraries + "swift/linux"]

    /// The name of the SDK.
    ///
    /// - Parameter version: Swift's version, such as `6.0.3`.
    func id(version: String) -> String { "debian-\(Self.suite)-swift-\(version)-\(architecture)" }

    /// Whether this recipe made an SDK.
    func made(_ sdk: SwiftSDK) -> Bool {
        sdk.id.hasPrefix("debian-\(Self.suite)-swift-") && sdk.id.hasSuffix("-\(architecture)")
    }
}

/// A package to download.
struct DebianPackage: Sendable, Hashable {
    /// The package's name.
    var name: String
    /// Its Debian version, without the epoch.
    var version: String
    /// The name of the downloaded file.
    var file: String
    /// The size of the file in bytes.
    var size: Int64
    /// The digest that apt checks, such as `SHA256:…`.
    var digest: String

    /// Reads a line that `apt-get --print-uris` prints: `'uri' file size digest`.
    init?(line: String) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, words[0].hasPrefix("'"), let size = Int64(words[2]) else { return nil }
        let parts = words[1].split(separator: "_").map(String.init)
        guard parts.count == 3 else { return nil }
        name = parts[0]
        // A colon of the epoch is written `%3a`.
        version = parts[1].firstRange(of: "%3a").map { String(parts[1][$0.upperBound...]) } ?? parts[1]
        file = words[1]
        self.size = size
        digest = words[3]
    }

    /// The upstream version, without Debian's revision.
    var upstreamVersion: String { String(version.prefix { $0 != "-" && $0 != "+" && $0 != "~" }) }
}
