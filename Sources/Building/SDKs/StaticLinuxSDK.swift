package import Host
package import Model
package import SystemPackage

/// The static Linux SDK that swift.org publishes for a release of Swift.
package struct StaticLinuxSDK: Sendable, Hashable {
    /// Where it is downloaded from.
    package var url: String
    /// The SHA-256 of the download, in hexadecimal.
    package var checksum: String

    /// Creates an SDK from the user's values.
    package init(url: String, checksum: String) {
        self.url = url
        self.checksum = checksum
    }

    /// The SDK of a toolchain's release; `nil` if this release of swiftlambda does not know its checksum.
    package init?(toolchain: Toolchain) {
        guard let tag = Self.releaseTag(in: toolchain.compilerVersion), let release = Self.releases[tag] else {
            return nil
        }
        self.init(url: Self.url(tag: tag, revision: release.revision), checksum: release.checksum)
    }

    /// The SDK that the user names, or that of the toolchain's release, with the known or given checksum.
    ///
    /// - Throws: `SDKInstallError.noChecksum`.
    package init(toolchain: Toolchain, url: String?, checksum: String?) throws(SDKInstallError) {
        if let known = StaticLinuxSDK(toolchain: toolchain), url == nil {
            self.init(url: known.url, checksum: checksum ?? known.checksum)
        } else if let checksum, let url = url ?? Self.likelyURL(toolchain: toolchain) {
            self.init(url: url, checksum: checksum)
        } else {
            throw .noChecksum(compiler: toolchain.compilerVersion, url: Self.likelyURL(toolchain: toolchain))
        }
    }

    /// The expected URL of the SDK of an unknown release.
    private static func likelyURL(toolchain: Toolchain) -> String? {
        releaseTag(in: toolchain.compilerVersion).map { url(tag: $0, revision: "0.1.0") }
    }

    /// Installs it with SwiftPM, which checks the checksum.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints.
    /// - Throws: `SDKInstallError.failed`; `ProcessError`; `CancellationError`.
    package func install(
        swift: FilePath, store: FilePath, on host: Host, onLine: @escaping @Sendable (String) -> Void
    ) async throws {
        let messages = MessageCollector()
        let end = try await host.processes.stream(installCommand(swift: swift, store: store)) { line in
            messages.append(line)
            onLine(line)
        }
        guard end.isSuccess else { throw SDKInstallError.failed(url: url, message: messages.text) }
    }

    /// The command line that installs it.
    package var installCommandLine: String { "swift sdk install \(url) --checksum \(checksum)" }

    /// The command that installs it in SwiftPM's directory.
    package func installCommand(swift: FilePath, store: FilePath) -> Command {
        Command(
            swift.string, ["sdk", "install", url, "--checksum", checksum, "--swift-sdks-path", store.string])
    }

    /// The URL of the SDK of a release such as `swift-6.3.1-RELEASE`.
    static func url(tag: String, revision: String) -> String {
        "https://download.swift.org/\(tag.lowercased())/static-sdk/\(tag)/"
            + "\(tag)_static-linux-\(revision).artifactbundle.tar.gz"
    }

    /// The tag in `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    static func releaseTag(in compilerVersion: String) -> String? {
        guard let open = compilerVersion.firstIndex(of: "("), let close = compilerVersion[open...].firstIndex(of: ")")
        else { return nil }
        let tag = compilerVersion[compilerVersion.index(after: open)..<close]
        return tag.hasPrefix("swift-") && tag.hasSuffix("-RELEASE") ? String(tag) : nil
    }

    /// The checksum of the download of an installed SDK with swift.org's name; `nil` if it is unknown.
    package static func checksum(ofSDKNamed name: String) -> String? {
        releases.first { "\($0.key)_static-linux-\($0.value.revision)" == name }?.value.checksum
    }

    /// The newest release that is known.
    static var newestReleaseTag: String? {
        releases.keys.max { left, right in
            func version(_ tag: String) -> DottedVersion? { swiftVersion(inSDKName: tag) }
            guard let old = version(left), let new = version(right) else { return version(left) == nil }
            return old < new
        }
    }

    private struct Release {
        var revision: String
        var checksum: String
    }

    /// The releases by tag, with the SDK's own version and its SHA-256.
    ///
    /// Source: `_data/builds/swift_releases.yml` of swiftlang/swift-org-website, the data of swift.org's download
    /// pages, at commit cc9c66d57a4046eae3a826a5436336b2c2ddcdb7 (22 August 2026).
    private static let releases: [String: Release] = [
        "swift-6.0-RELEASE": Release(
            revision: "0.0.1", checksum: "7984c2cf175bde52ba6ea1fcbe27fc4a148a6237c41c719209c9288ed3ceb652"),
        "swift-6.0.1-RELEASE": Release(
            revision: "0.0.1", checksum: "d4f46ba40e11e697387468e18987ee622908bc350310d8af54eb5e17c2ff5481"),
        "swift-6.0.2-RELEASE": Release(
            revision: "0.0.1", checksum: "aa5515476a403797223fc2aad4ca0c3bf83995d5427fb297cab1d93c68cee075"),
        "swift-6.0.3-RELEASE": Release(
            revision: "0.0.1", checksum: "67f765e0030e661a7450f7e4877cfe008db4f57f177d5a08a6e26fd661cdd0bd"),
        "swift-6.1-RELEASE": Release(
            revision: "0.0.1", checksum: "111c6f7d280a651208b8c74c0521dd99365d785c1976a6e23162f55f65379ac6"),
        "swift-6.1.1-RELEASE": Release(
            revision: "0.0.1", checksum: "8a69753e181e40c202465f03bcafcc898070a86817ca0f39fc808f76638e90c2"),
        "swift-6.1.2-RELEASE": Release(
            revision: "0.0.1", checksum: "df0b40b9b582598e7e3d70c82ab503fd6fbfdff71fd17e7f1ab37115a0665b3b"),
        "swift-6.1.3-RELEASE": Release(
            revision: "0.0.1", checksum: "7a741da46ce64cdbd6dd504a2617b211b88e7f66a9ada7ea4e55bcc9c06ff2b2"),
        "swift-6.2-RELEASE": Release(
            revision: "0.0.1", checksum: "d2225840e592389ca517bbf71652f7003dbf45ac35d1e57d98b9250368769378"),
        "swift-6.2.1-RELEASE": Release(
            revision: "0.0.1", checksum: "08e1939a504e499ec871b36826569173103e4562769e12b9b8c2a50f098374ad"),
        "swift-6.2.2-RELEASE": Release(
            revision: "0.0.1", checksum: "a24285cd28eb5e6dcbe35495179b117711c6ca8e6d579e0507622b7b8752ee94"),
        "swift-6.2.3-RELEASE": Release(
            revision: "0.0.1", checksum: "f30ec724d824ef43b5546e02ca06a8682dafab4b26a99fbb0e858c347e507a2c"),
        "swift-6.2.4-RELEASE": Release(
            revision: "0.1.0", checksum: "24bdf84495dd31a6de2eb679647c1982b747bfbfe1a2060c779d84dcecd902a4"),
        "swift-6.3-RELEASE": Release(
            revision: "0.1.0", checksum: "d2078b69bdeb5c31202c10e9d8a11d6f66f82938b51a4b75f032ccb35c4c286c"),
        "swift-6.3.1-RELEASE": Release(
            revision: "0.1.0", checksum: "fac05271c1f7d060bd203240ce5251d5ca902d30ac899f553765dbb3a88b97ad"),
        "swift-6.3.2-RELEASE": Release(
            revision: "0.1.0", checksum: "3fd798bef6f4408f1ea5a6f94ce4d4052830c4326ab85ebc04f983f01b3da407"),
        "swift-6.3.3-RELEASE": Release(
            revision: "0.1.0", checksum: "87c3eaf908e67c0e13a84367119e12273cec1d2cd3d81f7d74bb36722d6b607b"),
    ]
}

/// A Swift SDK could not be installed.
package enum SDKInstallError: DiagnosedError, Hashable {
    /// This release does not know the checksum for the compiler.
    case noChecksum(compiler: String, url: String?)
    /// `swift sdk install` failed.
    case failed(url: String, message: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noChecksum(let compiler, let url):
            [
                .error(
                    "sdk.no-checksum", "this release does not know a static Linux SDK for '\(compiler)'",
                    explanation:
                        "swiftlambda checks the download against a SHA-256, which is on swift.org's download page.",
                    hints: [
                        "swiftlambda sdk install"
                            + (url == nil ? " --url URL" : "")
                            + " --checksum SHA256, from https://www.swift.org/install"
                    ])
            ]
        case .failed(let url, let message):
            [
                .error(
                    "sdk.install-failed", "could not install '\(url)'", explanation: message,
                    hints: [
                        "check the connection, then run the same command again",
                        "or download it elsewhere, then run: swift sdk install FILE --checksum SHA256",
                    ])
            ]
        }
    }

    /// A missing SDK is `unavailable`.
    package var exitStatus: ExitStatus { .unavailable }
}
