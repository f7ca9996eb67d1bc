/// What a supervisor reports of the program it started, one line each on ``SupervisorDescriptor/reports``.
///
/// A supervisor is this program, started again to prepare another one, to wait for it and to end its leftovers.
package enum SupervisorReport: Sendable, Hashable {
    /// The program was started and leads a process group; its process ID in this process's namespace.
    case started(Int32)
    /// It ended, with a status from waitpid(2), at a reading of the boot clock in nanoseconds.
    case ended(status: Int32, time: UInt64)

    /// Reads a line.
    ///
    /// - Returns: `nil` if it is unknown.
    package init?(line: some StringProtocol) {
        let words = line.split(separator: " ")
        if words.count == 2, words[0] == "started", let process = Int32(words[1]), process > 0 {
            self = .started(process)
        } else if words.count == 3, words[0] == "ended", let status = Int32(words[1]), let time = UInt64(words[2]) {
            self = .ended(status: status, time: time)
        } else {
            return nil
        }
    }

    /// The line, with the line ending.
    package var line: String {
        switch self {
        case .started(let process): "started \(process)\n"
        case .ended(let status, let time): "ended \(status) \(time)\n"
        }
    }
}
