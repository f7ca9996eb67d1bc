package import Model

/// A plan that could not be read.
package enum PlanReadError: DiagnosedError, Hashable {
    /// It is not JSON.
    case notJSON(String)
    /// Its format has another major version than 1.
    case unknownFormat(String)
    /// It has something that was not expected.
    case unexpected(String)
    /// It is larger than what is read.
    case tooLarge(bytes: Int)

    /// One error.
    package var diagnostics: [Diagnostic] {
        let reason =
            switch self {
            case .notJSON(let place): "It is not JSON: \(place)."
            case .unknownFormat(let version):
                "Its format has version '\(version)'; this release of swiftlambda reads version 1."
            case .unexpected(let what): "In it, \(what)."
            case .tooLarge(let bytes): "It has \(bytes) bytes; swiftlambda reads at most \(PlanReader.largest)."
            }
        return [
            .error(
                "deploy.unreadable-plan", "the plan cannot be read, so nothing is applied", explanation: reason,
                hints: ["terraform show -json PLAN", "update swiftlambda, or use the version of Terraform from before"])
        ]
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
