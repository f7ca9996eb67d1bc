public import Model
public import SystemPackage

/// The system has no room for what every command needs.
public struct ResourceError: DiagnosedError, Hashable {
    /// What there is no room for, such as `a thread`.
    public var what: String
    /// The system's reason.
    public var reason: Errno

    /// Creates an error.
    public init(what: String, reason: Errno) {
        self.what = what
        self.reason = reason
    }

    /// One error, with the limits that may be too tight.
    public var diagnostics: [Diagnostic] {
        [
            .error(
                "system.no-room", "the system has no room for \(what): \(reason)",
                explanation:
                    "A limit of the shell or of the container may be too tight; 'ulimit -a' shows those of the shell.",
                hints: ["allow more: ulimit -n 1024; ulimit -v unlimited; ulimit -u 4096"])
        ]
    }

    /// The system refused: `EX_OSERR` has no status of its own here, so `EX_UNAVAILABLE`.
    public var exitStatus: ExitStatus { .unavailable }
}
