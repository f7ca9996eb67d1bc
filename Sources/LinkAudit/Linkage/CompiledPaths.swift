import ELF
import Model

/// Paths that a distribution compiles into its libraries, and that Amazon Linux lacks.
///
/// Debian's libcurl and OpenSSL look for CA certificates at paths that Amazon Linux does not have, so each HTTPS
/// request of a function that bundles them would fail. URLSession sets no other path on Linux:
/// swift-corelibs-foundation reads `URLSessionCertificateAuthorityInfoFile` only on Android (`EasyHandle.swift`).
enum CompiledPaths {
    /// CA certificate files of other systems that Amazon Linux lacks.
    private static let foreignAuthorities: Set<String> = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
        "/usr/lib/ssl/cert.pem", "/usr/local/ssl/cert.pem", "/var/lib/ca-certificates/ca-bundle.pem",
    ]
    /// The CA certificate file of Amazon Linux.
    private static let ownAuthorities = [
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem", "/etc/ssl/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    ]

    /// The CA certificate files that a program or library looks for, if the runtime has none of
    /// them.
    static func missingAuthorities(of file: ELFFile) throws(ELFError) -> [String] {
        var missing: Set<String> = []
        for path in foreignAuthorities where try holds(path, file) { missing.insert(path) }
        guard !missing.isEmpty else { return [] }
        for path in ownAuthorities where try holds(path, file) { return [] }
        return missing.sorted()
    }

    /// The module directories, in Debian's library directory, in which a library looks.
    static func moduleDirectories(of file: ELFFile, architecture: Architecture) throws(ELFError) -> [String] {
        let directory = "/usr/lib/\(architecture.gnuName)-linux-gnu/"
        return Set(
            try file.texts(startingWith: directory).map(\.text).filter { !$0.hasSuffix(".cache") && $0 != directory }
        ).sorted()
    }

    private static func holds(_ path: String, _ file: ELFFile) throws(ELFError) -> Bool {
        // Compilers may store a string as the end of a longer one, without a NUL before it.
        try file.text(from: path, longest: path.utf8.count) != nil
    }
}
