/// How a program is isolated from the host.
enum IsolationLevel: String, Sendable, Hashable {
    /// It sees a file system as on Lambda, and only its environment's processes.
    case full
    /// It sees a file system as on Lambda.
    case files
    /// It sees the host.
    case machine

    /// What to try if the machine does not allow this.
    var weaker: IsolationLevel? {
        switch self {
        case .full: .files
        case .files: .machine
        case .machine: nil
        }
    }

    /// Whether it has a file system of its own.
    var hasOwnFiles: Bool { self != .machine }
}
