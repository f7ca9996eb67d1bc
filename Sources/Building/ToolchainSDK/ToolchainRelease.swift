package import Model

/// A release of Swift for one platform, as swift.org names its archives.
///
/// | part | x86_64 | arm64 |
/// | --- | --- | --- |
/// | directory | `amazonlinux2023` | `amazonlinux2023-aarch64`, without dots |
/// | file | `swift-6.3.1-RELEASE-amazonlinux2023.tar.gz` | `swift-6.3.1-RELEASE-amazonlinux2023-aarch64.tar.gz` |
///
/// Source: the Dockerfiles of swiftlang/swift-docker, which download the same archives.
package struct ToolchainRelease: Sendable, Hashable {
    /// The release's tag, such as `swift-6.3.1-RELEASE`.
    package var tag: String
    /// The platform, such as `amazonlinux2023` or `ubuntu22.04`.
    package var platform: String
    /// The architecture that it runs on.
    package var architecture: Architecture

    /// The platform whose C library is that of Lambda's runtime.
    package static let defaultPlatform = "amazonlinux2023"

    /// The release of a toolchain's compiler.
    ///
    /// - Throws: `ToolchainSDKError.noRelease` if it is not a release of swift.org.
    package init(toolchain: Toolchain, platform: String, architecture: Architecture) throws(ToolchainSDKError) {
        guard let tag = StaticLinuxSDK.releaseTag(in: toolchain.compilerVersion) else {
            throw .noRelease(compiler: toolchain.compilerVersion)
        }
        self.tag = tag
        self.platform = platform
        self.architecture = architecture
    }

    /// The release of a version.
    init(version: String, platform: String, architecture: Architecture) {
        tag = "swift-\(version)-RELEASE"
        self.platform = platform
        self.architecture = architecture
    }

    /// The release in a name such as `swift-6.3.1-RELEASE-amazonlinux2023-aarch64`; `nil` for other names.
    init?(name: String) {
        let mark = "-RELEASE-"
        guard name.hasPrefix("swift-"), let range = name.firstRange(of: mark) else { return nil }
        var platform = String(name[range.upperBound...])
        architecture = .x86_64
        let suffix = Self.suffix(of: .arm64)
        if platform.hasSuffix(suffix) {
            architecture = .arm64
            platform.removeLast(suffix.count)
        }
        guard Self.isPlatform(platform) else { return nil }
        tag = name[..<range.lowerBound] + "-RELEASE"
        self.platform = platform
    }

    /// Whether a text can be a platform's name.
    package static func isPlatform(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
            }
    }

    private static func suffix(of architecture: Architecture) -> String {
        architecture == .arm64 ? "-aarch64" : ""
    }

    /// The name of the archive and of the directory in it.
    var name: String { "\(tag)-\(platform)\(Self.suffix(of: architecture))" }
    /// The version, such as `6.3.1`.
    var version: String { String(tag.dropFirst("swift-".count).dropLast("-RELEASE".count)) }
    /// The archive's file name.
    package var file: String { name + ".tar.gz" }

    /// The archive's address.
    package var url: String {
        let directory = platform.filter { $0 != "." } + Self.suffix(of: architecture)
        return "https://download.swift.org/\(tag.lowercased())/\(directory)/\(tag)/\(file)"
    }

    /// The address of its signature.
    package var signatureURL: String { url + ".sig" }

    /// An image with the C library, headers and GCC's runtime of the platform.
    ///
    /// Docker Hub names Ubuntu's releases by their code names.
    package var image: String {
        let names = ["ubuntu20.04": "focal", "ubuntu22.04": "jammy", "ubuntu24.04": "noble", "debian12": "bookworm"]
        return "docker.io/library/swift:\(version)-\(names[platform] ?? platform)"
    }

    /// The command that goes on with the downloaded archive.
    package var makeCommand: String {
        "swiftlambda sdk make --from toolchain --arch \(architecture) --archive \(file) --image \(image)"
    }
}
