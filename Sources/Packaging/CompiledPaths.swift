import ELF
import Model

/// The paths of a distribution that libraries have compiled in, and what stands in their place on Amazon Linux.
///
/// Debian's libcurl and OpenSSL look for the certificates of authorities where Amazon Linux has none, so each HTTPS
/// request of a function that brings them would fail. URLSession sets no other place on Linux: swift-corelibs-foundation
/// reads `URLSessionCertificateAuthorityInfoFile` on Android alone (`EasyHandle.swift`).
enum CompiledPaths {
    typealias Change = Bundle.ChangedPath

    /// Paths of Debian's and SUSE's packages of libcurl, GnuTLS and OpenSSL, and those of Amazon Linux's `ca-certificates`
    /// and `openssl`; none is longer than what it replaces.
    private static let changes: [Change] = [
        Change(from: "/etc/ssl/certs/ca-certificates.crt", to: "/etc/pki/tls/certs/ca-bundle.crt"),
        Change(from: "/etc/ssl/ca-bundle.pem", to: "/etc/pki/tls/cert.pem"),
        Change(from: "/var/lib/ca-certificates/ca-bundle.pem", to: "/etc/pki/tls/certs/ca-bundle.crt"),
        Change(from: "/usr/lib/ssl", to: "/etc/pki/tls"),
        Change(from: "/usr/lib/ssl/cert.pem", to: "/etc/pki/tls/cert.pem"),
        Change(from: "/usr/lib/ssl/certs", to: "/etc/pki/tls/certs"),
        Change(from: "/usr/lib/ssl/private", to: "/etc/pki/tls/private"),
        Change(from: "/usr/lib/ssl/ct_log_list.cnf", to: "/etc/pki/tls/ct_log_list.cnf"),
    ]

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

    /// A library in which each of the paths that Amazon Linux has elsewhere leads there.
    ///
    /// - Returns: `nil` where it has none of them.
    static func adapted(_ file: ELFFile) throws(ELFError) -> (bytes: [UInt8], changes: [Change])? {
        var changed = file.bytes
        var made: Set<Change> = []
        for prefix in ["/etc/ssl/", "/usr/lib/ssl", "/var/lib/ca-certificates/"] {
            for found in try file.texts(startingWith: prefix) {
                guard let change = changes.first(where: { $0.from == found.text }) else { continue }
                let room = change.from.utf8.count
                let text = Array(change.to.utf8)
                guard text.count <= room, found.offset + room <= changed.count else { continue }
                changed.replaceSubrange(
                    found.offset..<found.offset + room,
                    with: text + [UInt8](repeating: 0, count: room - text.count))
                made.insert(change)
            }
        }
        return made.isEmpty ? nil : (changed, made.sorted { $0.from < $1.from })
    }

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
