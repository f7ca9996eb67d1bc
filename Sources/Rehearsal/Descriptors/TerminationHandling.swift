/// How a process handles SIGTERM, according to `/proc/<pid>/status` (proc_pid_status(5)).
package enum TerminationHandling: String, Sendable, Hashable, Codable {
    /// It has a handler or a descriptor for signals.
    case handled
    /// SIGTERM is ignored.
    case ignored
    /// SIGTERM ends the process at once.
    case standard = "default"

    /// Reads the lines of a status file.
    ///
    /// - Parameter hasSignalDescriptor: whether the process has a signalfd, which receives a signal without a handler.
    /// - Returns: `nil` if the text has no signal masks.
    package init?(status: String, hasSignalDescriptor: Bool) {
        guard let caught = Self.mask("SigCgt:", in: status), let ignored = Self.mask("SigIgn:", in: status) else {
            return nil
        }
        // Signal n is bit n - 1, and SIGTERM is 15 on every Linux that Lambda runs on.
        let bit: UInt64 = 1 << 14
        if caught & bit != 0 || hasSignalDescriptor {
            self = .handled
        } else {
            self = ignored & bit != 0 ? .ignored : .standard
        }
    }

    private static func mask(_ key: String, in status: String) -> UInt64? {
        for line in status.split(separator: "\n") where line.hasPrefix(key) {
            return UInt64(line.dropFirst(key.count).filter { $0 != " " && $0 != "\t" }, radix: 16)
        }
        return nil
    }
}
