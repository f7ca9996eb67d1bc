/// Why a program was not started.
enum SupervisedStartFailure: Sendable, Hashable {
    /// The machine does not allow this isolation.
    case notAllowed(String)
    /// The program itself cannot be started.
    case notStarted(String)

    private static let notAllowedMark = "isolation: "

    /// Reads what the start said.
    init(message: String) {
        self =
            message.hasPrefix(Self.notAllowedMark)
            ? .notAllowed(String(message.dropFirst(Self.notAllowedMark.count))) : .notStarted(message)
    }

    /// What the start says.
    var message: String {
        switch self {
        case .notAllowed(let reason): Self.notAllowedMark + reason
        case .notStarted(let reason): reason
        }
    }
}
