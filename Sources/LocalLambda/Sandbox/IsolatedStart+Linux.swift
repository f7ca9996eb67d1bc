#if os(Linux) && canImport(Glibc)
internal import CLinux
import Glibc
import SystemPackage

extension IsolatedStart {
    /// Does what the arguments after the mark say; for a process that has one thread only.
    ///
    /// - Returns: never where it succeeds, for then the process is another program; else the status to end with.
    public static func run(arguments: [String]) -> Int32 {
        guard let start = IsolatedStart(arguments: arguments) else { return 64 }
        let failure = start.perform()
        let message = Array(failure.message.utf8)
        // Whoever started this program reads descriptor 3; nobody else does, and then there is nobody to tell.
        _ = Glibc.write(3, message, message.count)
        return 69
    }

    /// Flags of unshare(2), from linux/sched.h.
    private static let newMountNamespace: CInt = 0x0002_0000
    private static let newUserNamespace: CInt = 0x1000_0000
    /// The open files that Lambda allows a function.
    private static let openFiles: rlim_t = 1_024

    private func perform() -> IsolatedStartFailure {
        do throws(Refusal) {
            try enterNamespace()
            try buildRoot()
            try check(chroot(systemRoot.string), "chroot")
        } catch {
            return .notAllowed(error.description)
        }
        guard chdir("/var/task") == 0 else { return .notStarted("/var/task: \(String(cString: strerror(errno)))") }
        var limit = rlimit(rlim_cur: Self.openFiles, rlim_max: Self.openFiles)
        // Where the limit is lower already, it stays.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        _ = fcntl(3, F_SETFD, FD_CLOEXEC)
        execute()
        return .notStarted("\(command.first ?? ""): \(String(cString: strerror(errno)))")
    }

    /// Becomes the program; comes back only where that fails.
    private func execute() {
        var variables: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if text.hasPrefix(Self.variablePrefix) { variables.append(String(text.dropFirst())) }
            entry += 1
        }
        let arguments = command.map { strdup($0) } + [nil]
        let environment = variables.map { strdup($0) } + [nil]
        _ = execve(command.first ?? "", arguments, environment)
    }

    private func enterNamespace() throws(Refusal) {
        let (user, group) = (getuid(), getgid())
        if unshare(Self.newMountNamespace) != 0 {
            try check(unshare(Self.newUserNamespace | Self.newMountNamespace), "unshare")
            try write("deny", to: "/proc/self/setgroups")
            try write("\(user) \(user) 1", to: "/proc/self/uid_map")
            try write("\(group) \(group) 1", to: "/proc/self/gid_map")
        }
        // What is mounted here must not show outside.
        try check(mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil), "mount /")
    }

    /// The machine's own system, but for what Lambda has of its own.
    private func buildRoot() throws(Refusal) {
        try check(mount("none", systemRoot.string, "tmpfs", 0, "mode=0755"), "mount a tmpfs")
        // Home directories are not there on Lambda, so that a function that reads one fails here as well.
        let own: Set<String> = ["var", "opt", "tmp", "home", "root", "boot", "lost+found"]
        for name in try names(in: "/") where !own.contains(name) { try show("/\(name)") }
        try makeDirectory("/var")
        for name in try names(in: "/var") where name != "task" && name != "runtime" { try show("/var/\(name)") }
        if let extra { try showDirectory(extra) }
        try bind(task, to: "/var/task", readOnly: true)
        try bind(opt, to: "/opt", readOnly: true)
        try bind(temporary, to: "/tmp", readOnly: false)
    }

    /// Makes a file, directory or link of the machine visible under its own path.
    private func show(_ path: String) throws(Refusal) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            guard readlink(path, &target, Int(PATH_MAX)) > 0 else { return }
            try check(symlink(target, systemRoot.string + path), "symlink \(path)")
        case S_IFDIR: try bind(FilePath(path), to: path, readOnly: false)
        default: return
        }
    }

    /// Makes a directory visible under its own path, which may lie anywhere.
    private func showDirectory(_ path: FilePath) throws(Refusal) {
        var made = FilePath("/")
        for component in path.components {
            made.append(component)
            var status = stat()
            if stat(systemRoot.string + made.string, &status) != 0 { try makeDirectory(made.string) }
        }
        try check(
            mount(path.string, systemRoot.string + path.string, nil, UInt(MS_BIND | MS_REC), nil),
            "mount \(path)")
    }

    private func bind(_ source: FilePath, to path: String, readOnly: Bool) throws(Refusal) {
        let target = systemRoot.string + path
        try makeDirectory(path)
        try check(mount(source.string, target, nil, UInt(MS_BIND | MS_REC), nil), "mount \(path)")
        guard readOnly else { return }
        // In a user namespace the flags that the file system was mounted with must be kept.
        var system = statvfs()
        try check(statvfs(target, &system), "statvfs \(path)")
        let kept = UInt(system.f_flag) & UInt(MS_NOSUID | MS_NODEV | MS_NOEXEC)
        let flags = UInt(MS_BIND | MS_REMOUNT | MS_RDONLY) | kept
        try check(mount(nil, target, nil, flags, nil), "mount \(path) read-only")
    }

    private func makeDirectory(_ path: String) throws(Refusal) {
        try check(mkdir(systemRoot.string + path, 0o755), "mkdir \(path)")
    }

    private func names(in directory: String) throws(Refusal) -> [String] {
        guard let stream = opendir(directory) else { throw Refusal(call: "read \(directory)", code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private func write(_ text: String, to path: String) throws(Refusal) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        try check(file, path)
        defer { close(file) }
        let bytes = Array(text.utf8)
        try check(CInt(Glibc.write(file, bytes, bytes.count)), path)
    }

    private func check(_ status: CInt, _ call: String) throws(Refusal) {
        if status < 0 { throw Refusal(call: call, code: errno) }
    }

    /// The system refused a call.
    private struct Refusal: Error, CustomStringConvertible {
        var call: String
        var code: CInt

        var description: String { "\(call): \(String(cString: strerror(code)))" }
    }
}
#else
extension IsolatedStart {
    /// There are no mount namespaces here.
    public static func run(arguments: [String]) -> Int32 { 69 }
}
#endif
