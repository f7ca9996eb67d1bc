#if os(Linux) && canImport(Glibc)
import LibC

/// The `/etc` of a file system as on Lambda: host and user names as on this machine, and certificates only where
/// Amazon Linux 2023 has them, so that code that looks for them elsewhere fails here as it does on Lambda.
struct EtcDirectory {
    /// What is shown from the machine; `alternatives` holds targets of some of the machine's links in `/usr`.
    private static let taken = [
        "alternatives", "gai.conf", "group", "host.conf", "hostname", "hosts", "ld.so.cache", "ld.so.conf",
        "ld.so.conf.d", "localtime", "mime.types", "networks", "nsswitch.conf", "passwd", "protocols", "resolv.conf",
        "rpc", "services",
    ]
    /// Where distributions keep their trusted certificates in one file.
    private static let bundles = [
        "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]
    /// Where Amazon Linux 2023 keeps them (its package `ca-certificates`).
    private static let bundle = "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"
    private static let bundleLinks = [
        ("/etc/pki/tls/certs/ca-bundle.crt", "../../ca-trust/extracted/pem/tls-ca-bundle.pem"),
        ("/etc/pki/tls/cert.pem", "../ca-trust/extracted/pem/tls-ca-bundle.pem"),
        ("/etc/ssl/certs", "../pki/tls/certs"),
    ]

    /// Where the file system is assembled.
    let root: String

    func build() throws(SystemRefusal) {
        for directory in [
            "/etc", "/etc/pki", "/etc/pki/ca-trust", "/etc/pki/ca-trust/extracted", "/etc/pki/ca-trust/extracted/pem",
            "/etc/pki/tls", "/etc/pki/tls/certs", "/etc/ssl",
        ] {
            try SystemRefusal.check(mkdir(root + directory, 0o755), "mkdir \(directory)")
        }
        for name in Self.taken { try take("/etc/\(name)") }
        for (path, target) in Self.bundleLinks {
            try SystemRefusal.check(symlink(target, root + path), "symlink \(path)")
        }
        if let machine = Self.bundles.lazy.compactMap(SystemCalls.realPath).first {
            try show(machine, at: Self.bundle)
        }
    }

    /// Makes a file or directory of the machine visible, if it exists.
    private func take(_ path: String) throws(SystemRefusal) {
        guard let real = SystemCalls.realPath(path) else { return }
        // A link to something visible stays a link: that of the time zone contains its name.
        if real.hasPrefix("/usr/"), let target = SystemCalls.destination(ofLink: path) {
            return try SystemRefusal.check(symlink(target, root + path), "symlink \(path)")
        }
        try show(real, at: path)
    }

    private func show(_ source: String, at path: String) throws(SystemRefusal) {
        var status = stat()
        guard stat(source, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try SystemRefusal.check(mkdir(root + path, 0o755), "mkdir \(path)")
        case S_IFREG:
            let file = open(root + path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
            try SystemRefusal.check(file, "create \(path)")
            close(file)
        default: return
        }
        try SystemRefusal.check(mount(source, root + path, nil, UInt(MS_BIND | MS_REC), nil), "mount \(path)")
    }
}
#endif
