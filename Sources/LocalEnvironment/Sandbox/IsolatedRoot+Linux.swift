#if os(Linux) && canImport(Glibc)
import LibC
import Model
import SystemPackage

/// A file system as on Lambda, assembled in its own mount namespace.
///
/// It has the machine's programs and libraries, the function's directories, and otherwise what Amazon Linux has. Only
/// `/tmp` is writable.
struct IsolatedRoot {
    /// What the machine has at its root and Lambda has in another form or not at all: users' directories, so that a
    /// function that reads one fails here as well, and places where the machine's services keep their sockets.
    private static let hidden: Set<String> = [
        "boot", "dev", "etc", "home", "lost+found", "media", "mnt", "opt", "proc", "root", "run", "srv", "tmp", "var",
    ]
    /// The devices in a function's `/dev`; there is no `/dev/shm` (AWS Compute Blog, "Parallel Processing in Python
    /// with AWS Lambda").
    private static let devices = ["null", "zero", "full", "random", "urandom"]
    /// What affects the machine rather than a process; read-only, as in other container runtimes.
    private static let machineParts = ["bus", "fs", "irq", "scsi", "sys", "sysrq-trigger"]
    /// Where Debian's OpenSSL was compiled to look; Amazon Linux has no such directory.
    private static let emptied = ["/usr/lib/ssl", "/usr/local/ssl"]

    let start: SupervisedStart

    init(_ start: SupervisedStart) {
        self.start = start
    }

    private var root: String { start.systemRoot.string }

    /// Assembles it; the caller then makes it the root.
    func build() throws(SystemRefusal) {
        try mountFileSystem("tmpfs", at: "", flags: MS_NOSUID | MS_NODEV, options: "mode=0755")
        for name in try SystemCalls.names(in: "/") where !Self.hidden.contains(name) { try show("/\(name)") }
        for directory in ["/dev", "/proc", "/run", "/mnt", "/var"] { try makeDirectory(directory) }
        try buildDevices()
        try EtcDirectory(root: root).build()
        try bind(start.task, to: LambdaPaths.taskDirectory)
        try bind(start.opt, to: LambdaPaths.layersDirectory)
        if let system = start.emulatedSystem { try bind(system, to: SupervisedStart.emulatedRoot.string) }
        for path in Self.emptied { try empty(path) }
        try mountProc()
        try makeReadOnly()
        // After the others became read-only, so that this one does not; its mount point already exists.
        try bind(start.temporary, to: "/tmp")
    }

    /// Makes a file, directory or link of the machine visible under its own path.
    private func show(_ path: String) throws(SystemRefusal) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFLNK:
            guard let target = SystemCalls.destination(ofLink: path) else { return }
            try SystemRefusal.check(symlink(target, root + path), "symlink \(path)")
        case S_IFDIR: try bind(FilePath(path), to: path)
        default: return
        }
    }

    private func buildDevices() throws(SystemRefusal) {
        for name in Self.devices {
            let path = "/dev/\(name)"
            let file = open(root + path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
            try SystemRefusal.check(file, "create \(path)")
            close(file)
            try bindMount(path, to: path)
        }
        for (name, target) in [("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")] {
            try SystemRefusal.check(symlink("/proc/self/fd\(target)", root + "/dev/\(name)"), "symlink /dev/\(name)")
        }
    }

    /// Shows the processes of the namespace; if that is not allowed, as in some containers, those of the machine, whose
    /// environment and descriptors a process without capabilities cannot see.
    private func mountProc() throws(SystemRefusal) {
        let flags = MS_NOSUID | MS_NODEV | MS_NOEXEC
        if start.isolation == .full, mount("proc", root + "/proc", "proc", UInt(flags), nil) == 0 {
            for name in Self.machineParts {
                let path = "/proc/\(name)"
                if access(root + path, F_OK) == 0 { try bindMount(root + path, to: path) }
            }
        } else {
            try bindMount("/proc", to: "/proc")
        }
    }

    /// Hides a directory behind an empty one.
    private func empty(_ path: String) throws(SystemRefusal) {
        var status = stat()
        guard lstat(root + path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        try mountFileSystem("tmpfs", at: path, flags: MS_NOSUID | MS_NODEV, options: "mode=0755")
    }

    /// Makes every mount read-only, including those below the machine's directories, except a process's own `/proc`,
    /// where threads set their names.
    private func makeReadOnly() throws(SystemRefusal) {
        try makeDirectory("/tmp")
        let own = start.isolation == .full ? root + "/proc" : nil
        for mounted in try MountedPlace.all() where mounted.path == root || mounted.path.hasPrefix(root + "/") {
            if mounted.isReadOnly || (mounted.path == own && mounted.type == "proc" && mounted.root == "/") { continue }
            // In a user namespace, the flags that a file system was mounted with must stay.
            let flags = UInt(MS_BIND | MS_REMOUNT | MS_RDONLY) | mounted.keptFlags
            try SystemRefusal.check(mount(nil, mounted.path, nil, flags, nil), "mount \(mounted.path) read-only")
        }
    }

    private func bind(_ source: FilePath, to path: String) throws(SystemRefusal) {
        if access(root + path, F_OK) != 0 { try makeDirectory(path) }
        try bindMount(source.string, to: path)
    }

    private func bindMount(_ source: String, to path: String) throws(SystemRefusal) {
        try SystemRefusal.check(mount(source, root + path, nil, UInt(MS_BIND | MS_REC), nil), "mount \(path)")
    }

    private func mountFileSystem(
        _ type: String, at path: String, flags: Int, options: String
    ) throws(SystemRefusal) {
        try SystemRefusal.check(mount("none", root + path, type, UInt(flags), options), "mount a \(type)")
    }

    private func makeDirectory(_ path: String) throws(SystemRefusal) {
        try SystemRefusal.check(mkdir(root + path, 0o755), "mkdir \(path)")
    }
}

/// A mount as `/proc/self/mountinfo` lists it (proc_pid_mountinfo(5)).
struct MountedPlace: Sendable, Hashable {
    var path: String
    /// The mounted part of its file system.
    var root: String
    var type: String
    var isReadOnly = false
    /// Its flags for mount(2) that only its owner may remove.
    var keptFlags: UInt = 0

    /// Reads a line; `nil` if it is not one.
    init?(line: some StringProtocol) {
        let fields = line.split(separator: " ")
        guard fields.count > 8, let separator = fields[6...].firstIndex(of: "-"), separator + 1 < fields.count else {
            return nil
        }
        root = Self.unescaped(fields[3])
        path = Self.unescaped(fields[4])
        type = String(fields[separator + 1])
        for option in fields[5].split(separator: ",") {
            switch option {
            case "ro": isReadOnly = true
            case "nosuid": keptFlags |= UInt(MS_NOSUID)
            case "nodev": keptFlags |= UInt(MS_NODEV)
            case "noexec": keptFlags |= UInt(MS_NOEXEC)
            default: break
            }
        }
    }

    /// All mounts that this process sees.
    static func all() throws(SystemRefusal) -> [MountedPlace] {
        String(decoding: try SystemCalls.read("/proc/self/mountinfo"), as: UTF8.self)
            .split(separator: "\n").compactMap { MountedPlace(line: $0) }
    }

    /// Spaces, tabs, newlines and backslashes are written as three octal digits after a backslash.
    private static func unescaped(_ field: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
#endif
