import ELF
import Model

/// The paths of a distribution that libraries have compiled in, and that Amazon Linux lacks.
///
/// Debian's libcurl and OpenSSL look for the certificates of authorities where Amazon Linux has none, so each HTTPS
/// request of a function that brings them would fail. URLSession sets no other place on Linux: swift-corelibs-foundation
/// reads `URLSessionCertificateAuthorityInfoFile` on Android alone (`EasyHandle.swift`).
enum CompiledPaths {
    /// Files with the certificates of authorities that other systems have and Amazon Linux lacks.
    private static let foreignAuthorities: Set<String> = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
        "/usr/lib/ssl/cert.pem", "/usr/local/ssl/cert.pem", "/var/lib/ca-certificates/ca-bundle.pem",
    ]
    /// Those of Amazon Linux.
    private static let ownAuthorities = [
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem", "/etc/ssl/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    ]

    /// The files with the certificates of authorities that a program or library looks for, where the runtime has none of
    /// them.
    static func missingAuthorities(of file: ELFFile) throws(ELFError) -> [String] {
        var missing: Set<String> = []
        for path in foreignAuthorities where try holds(path, file) { missing.insert(path) }
        guard !missing.isEmpty else { return [] }
        for path in ownAuthorities where try holds(path, file) { return [] }
        return missing.sorted()
    }

    /// The directories for modules, in Debian's own place for libraries, that a library looks into.
    static func moduleDirectories(of file: ELFFile, architecture: Architecture) throws(ELFError) -> [String] {
        let directory = "/usr/lib/\(architecture.gnuName)-linux-gnu/"
        return Set(
            try file.texts(startingWith: directory).map(\.text).filter { !$0.hasSuffix(".cache") && $0 != directory }
        ).sorted()
    }

    private static func holds(_ path: String, _ file: ELFFile) throws(ELFError) -> Bool {
        // Compilers may keep a text as the end of a longer one, so that no NUL stands before it.
        try file.text(from: path, longest: path.utf8.count) != nil
    }
}
