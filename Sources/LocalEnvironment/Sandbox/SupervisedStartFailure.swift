/// Why a program did not start.
enum SupervisedStartFailure: Sendable, Hashable {
    /// The machine does not allow this isolation.
    case notAllowed(String)
    /// The program itself cannot start.
    case notStarted(String)

    private static let notAllowedMark = "isolation: "

    /// Reads the text of a failed start.
    init(message: String) {
        self =
            message.hasPrefix(Self.notAllowedMark)
            ? .notAllowed(String(message.dropFirst(Self.notAllowedMark.count))) : .notStarted(message)
    }

    /// The text of a failed start.
    var message: String {
        switch self {
        case .notAllowed(let reason): Self.notAllowedMark + reason
        case .notStarted(let reason): reason
        }
    }
}
