import Host
import SystemPackage

/// A digest of everything that SwiftPM's description of a package depends on.
///
/// FNV-1a with 64 bits: it can be forged, which does not matter for a file in the user's own build directory.
struct DescriptionFingerprint {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    private mutating func combine(_ byte: UInt8) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// Adds a field; its length separates it from the next.
    private mutating func combine(_ bytes: some Collection<UInt8>) {
        combine(UInt64(bytes.count))
        for byte in bytes { combine(byte) }
    }

    private mutating func combine(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private mutating func combine(_ text: String) { combine(text.utf8) }

    /// The fingerprint of a package's manifests, the toolchain and the environment.
    ///
    /// - Throws: `FileError` if the toolchain cannot be examined.
    static func of(
        package: FilePath,
        manifests: [(name: String, bytes: [UInt8])],
        swift: FilePath,
        identity: String? = nil,
        host: Host
    ) throws -> String {
        var fingerprint = DescriptionFingerprint()
        fingerprint.combine(package: package, manifests: manifests)
        if let identity {
            fingerprint.combine(identity)
        } else {
            try fingerprint.combine(toolchain: swift, package: package, host: host)
        }
        for name in host.environment.keys.sorted() where !isVolatile(name) {
            fingerprint.combine(name)
            fingerprint.combine(host.environment[name] ?? "")
        }
        return String(fingerprint.hash, radix: 16)
    }

    /// The fingerprint of a package's manifests alone.
    static func of(package: FilePath, manifests: [(name: String, bytes: [UInt8])]) -> String {
        var fingerprint = DescriptionFingerprint()
        fingerprint.combine(package: package, manifests: manifests)
        return String(fingerprint.hash, radix: 16)
    }

    private mutating func combine(package: FilePath, manifests: [(name: String, bytes: [UInt8])]) {
        combine(package.string)
        for manifest in manifests {
            combine(manifest.name)
            combine(manifest.bytes)
        }
    }

    private mutating func combine(toolchain swift: FilePath, package: FilePath, host: Host) throws {
        let program = try host.files.realPath(swift)
        combine(program.string)
        if let status = try host.files.status(of: program, followingLinks: true) {
            combine(UInt64(bitPattern: status.size))
            combine(UInt64(bitPattern: status.modificationTime))
            combine(status.inode)
        }
        // Swiftly's program stands in for every toolchain's; these files say which one it starts.
        guard program.lastComponent?.string == "swiftly" else { return }
        for file in Self.swiftlyFiles(package: package, environment: host.environment) {
            combine((try? host.files.read(file, limit: 1 << 20)) ?? [])
        }
    }

    /// A short name for a text.
    static func name(of text: String) -> String {
        var fingerprint = DescriptionFingerprint()
        fingerprint.combine(text)
        return String(fingerprint.hash, radix: 16)
    }

    private static func swiftlyFiles(package: FilePath, environment: [String: String]) -> [FilePath] {
        var files: [FilePath] = []
        var directory = package
        while true {
            files.append(directory.appending(".swift-version"))
            guard directory.removeLastComponent() else { break }
        }
        if let home = environment["SWIFTLY_HOME_DIR"] {
            files.append(FilePath(home).appending("config.json"))
        }
        if let home = environment["HOME"] {
            files += [".local/share/swiftly", ".swiftly"].map {
                FilePath(home).appending($0).appending("config.json")
            }
        }
        return files
    }

    /// Whether a variable differs between terminals or calls and does not affect the package.
    static func isVolatile(_ name: String) -> Bool {
        let names: Set<String> = [
            "_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "WINDOWID", "INVOCATION_ID", "JOURNAL_STREAM",
            "XDG_SESSION_ID", "SECURITYSESSIONID", "TMPDIR",
        ]
        let prefixes = ["TERM", "SSH_", "TMUX", "ITERM_", "VSCODE_", "HYPERFINE_"]
        return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }
}
