import LibC
import SystemPackage

/// The names in an open directory as raw bytes, each followed by a zero byte, without `.` and `..`.
func directoryEntries(of directory: borrowing OpenFile) throws(Errno) -> [[CChar]] {
    // `closedir` closes its descriptor, which belongs to the caller here.
    let copy = OpenFile(adopting: try retryingInterrupts { fcntl(directory.descriptor, F_DUPFD_CLOEXEC, 0) })
    guard let stream = fdopendir(copy.descriptor) else { throw Errno(rawValue: errno) }
    _ = copy.release()
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while true {
        errno = 0
        guard let entry = readdir(stream) else {
            guard errno == 0 else { throw Errno(rawValue: errno) }
            return names
        }
        let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
            name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) { start in
                Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
            }
        }
        if name != [0x2E, 0] && name != [0x2E, 0x2E, 0] { names.append(name) }
    }
}
