#if os(Linux) && canImport(Glibc)
import LibC

/// The system refused a call.
struct SystemRefusal: Error, CustomStringConvertible {
    var call: String
    var code: CInt

    var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// Checks a call's return value.
    static func check(_ status: some SignedInteger, _ call: @autoclosure () -> String) throws(SystemRefusal) {
        if status < 0 { throw SystemRefusal(call: call(), code: errno) }
    }
}

/// Small steps before a program is executed, in a single-threaded process.
enum SystemCalls {
    /// The names in a directory, without `.` and `..`.
    static func names(in directory: String) throws(SystemRefusal) -> [String] {
        guard let stream = opendir(directory) else { throw SystemRefusal(call: "read \(directory)", code: errno) }
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

    /// A whole file of `/proc`, or another short one.
    static func read(_ path: String) throws(SystemRefusal) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        try SystemRefusal.check(file, "read \(path)")
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(file, &part, part.count)
            try SystemRefusal.check(count, "read \(path)")
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    /// Writes a short text at once.
    static func write(_ text: String, to path: String) throws(SystemRefusal) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        try SystemRefusal.check(file, path)
        defer { close(file) }
        let bytes = Array(text.utf8)
        try SystemRefusal.check(Glibc.write(file, bytes, bytes.count), path)
    }

    /// A link's target; `nil` if a path is not a link.
    static func destination(ofLink path: String) -> String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(path, &target, Int(PATH_MAX))
        return count > 0 ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// A path with every link resolved; `nil` if it does not exist.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
#endif
