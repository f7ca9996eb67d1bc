/// The status of a process from `/proc/<pid>/stat` (proc_pid_stat(5)).
package struct ProcessStatus: Sendable, Hashable {
    /// Whether it is dead, or a zombie.
    package var hasEnded: Bool
    /// Its parent.
    package var parent: Int32
    /// Its process group.
    package var group: Int32
    /// Its session.
    package var session: Int32

    /// Reads a line; `nil` if it is invalid.
    package init?(line: [UInt8]) {
        // The second field is the program's name in parentheses, which may contain spaces and parentheses.
        guard let nameEnd = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = line[(nameEnd + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 4)
        guard fields.count > 3,
            let parent = Int32(String(decoding: fields[1], as: UTF8.self)),
            let group = Int32(String(decoding: fields[2], as: UTF8.self)),
            let session = Int32(String(decoding: fields[3], as: UTF8.self))
        else { return nil }
        hasEnded = fields[0].elementsEqual("Z".utf8) || fields[0].elementsEqual("X".utf8)
        self.parent = parent
        self.group = group
        self.session = session
    }
}
