import ELF

/// A library whose distribution's paths were replaced by those of Amazon Linux.
struct AdaptedLibrary {
    private typealias Change = Bundle.ChangedPath

    /// Paths of Debian's and SUSE's packages of libcurl, GnuTLS and OpenSSL, and those of Amazon Linux's
    /// `ca-certificates` and `openssl`; none is longer than what it replaces.
    private static let known: [Change] = [
        Change(from: "/etc/ssl/certs/ca-certificates.crt", to: "/etc/pki/tls/certs/ca-bundle.crt"),
        Change(from: "/etc/ssl/ca-bundle.pem", to: "/etc/pki/tls/cert.pem"),
        Change(from: "/var/lib/ca-certificates/ca-bundle.pem", to: "/etc/pki/tls/certs/ca-bundle.crt"),
        Change(from: "/usr/lib/ssl", to: "/etc/pki/tls"),
        Change(from: "/usr/lib/ssl/cert.pem", to: "/etc/pki/tls/cert.pem"),
        Change(from: "/usr/lib/ssl/certs", to: "/etc/pki/tls/certs"),
        Change(from: "/usr/lib/ssl/private", to: "/etc/pki/tls/private"),
        Change(from: "/usr/lib/ssl/ct_log_list.cnf", to: "/etc/pki/tls/ct_log_list.cnf"),
    ]

    /// Its bytes.
    let bytes: [UInt8]
    /// The paths that were replaced, sorted.
    let changes: [Bundle.ChangedPath]

    /// Replaces the paths that differ on Amazon Linux; `nil` if the library has none of them.
    init?(_ file: ELFFile) throws(ELFError) {
        var changed = file.bytes
        var made: Set<Change> = []
        for prefix in ["/etc/ssl/", "/usr/lib/ssl", "/var/lib/ca-certificates/"] {
            for found in try file.texts(startingWith: prefix) {
                guard let change = Self.known.first(where: { $0.from == found.text }) else { continue }
                let room = change.from.utf8.count
                let text = Array(change.to.utf8)
                guard text.count <= room, found.offset + room <= changed.count else { continue }
                changed.replaceSubrange(
                    found.offset..<found.offset + room,
                    with: text + [UInt8](repeating: 0, count: room - text.count))
                made.insert(change)
            }
        }
        guard !made.isEmpty else { return nil }
        bytes = changed
        changes = made.sorted { $0.from < $1.from }
    }
}
