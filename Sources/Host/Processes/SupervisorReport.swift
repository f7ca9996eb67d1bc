/// What a supervisor reports of the program it started, a line each on ``SupervisorDescriptor/reports``.
///
/// A supervisor is this program, started again to prepare another one, to wait for it and to end whatever it leaves.
package enum SupervisorReport: Sendable, Hashable {
    /// The program was started and leads a process group; its number, as this process counts.
    case started(Int32)
    /// It ended, with a status as waitpid(2) gives it, at a reading of the boot clock in nanoseconds.
    case ended(status: Int32, time: UInt64)

    /// Reads a line.
    ///
    /// - Returns: `nil` where it is none of these.
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

    /// The line, with its end.
    package var line: String {
        switch self {
        case .started(let process): "started \(process)\n"
        case .ended(let status, let time): "ended \(status) \(time)\n"
        }
    }
}
