/// The exit status of the process.
///
/// The numbers from 64 are those of BSD's `sysexits.h`.
package enum ExitStatus: Int32, Sendable, Hashable, Codable {
    /// The work was done.
    case success = 0
    /// The work was done, but a check failed: a failed build, an audit error, drift.
    case unsatisfied = 1
    /// The command line was wrong.
    case usage = 64
    /// The input was wrong: a configuration, a package, an archive.
    case badInput = 65
    /// A tool, compiler or SDK that is needed is missing.
    case unavailable = 69
    /// An internal error of swiftlambda.
    case internalFault = 70
    /// The system refused to read or write: no space, no permission.
    case inputOutput = 74
    /// SIGINT ended the work.
    case interrupted = 130
    /// SIGTERM ended the work.
    case terminated = 143
}
