/// How far a program is kept apart from the machine.
enum IsolationLevel: String, Sendable, Hashable {
    /// It sees a file system as on Lambda, and no processes but its own environment's.
    case full
    /// It sees a file system as on Lambda.
    case files
    /// It sees the machine.
    case machine

    /// What to try where the machine does not allow this.
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
