package import Model

/// A variable cannot be relayed.
package enum RelayError: DiagnosedError, Hashable {
    /// The function does not have the variable.
    case missing(RelayVariable, name: String)
    /// It does not contain exactly one address.
    case noAddress(RelayVariable, value: String)
    /// The relay could not listen.
    case cannotListen(reason: String)

    /// One error that names the variable.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .missing(let variable, let name):
            [
                .error(
                    "rehearsal.no-variable", "--drop-idle \(variable.argument): the function has no variable \(name)",
                    hints: ["set it under 'environment' in swiftlambda.yaml, or with --env \(name)=VALUE"])
            ]
        case .noAddress(let variable, let value):
            [
                .error(
                    "rehearsal.no-address", "--drop-idle \(variable.argument): '\(value)' is not one address",
                    explanation:
                        "It must be host:port, a URL with a host and a known port, or a pair of variables, HOST:PORT.",
                    hints: ["for PostgreSQL's variables: --drop-idle PGHOST:PGPORT"])
            ]
        case .cannotListen(let reason): [.error("rehearsal.relay", "the relay cannot listen on loopback: \(reason)")]
        }
    }

    /// The call is wrong, or the system refused.
    package var exitStatus: ExitStatus {
        switch self {
        case .missing, .noAddress: .usage
        case .cannotListen: .inputOutput
        }
    }
}
