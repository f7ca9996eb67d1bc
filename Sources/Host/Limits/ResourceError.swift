package import Model
package import SystemPackage

/// The system has no room for what every command needs.
package struct ResourceError: DiagnosedError, Hashable {
    /// What there is no room for, such as `a thread`.
    package var what: String
    /// The system's reason.
    package var reason: Errno

    /// Creates an error.
    package init(what: String, reason: Errno) {
        self.what = what
        self.reason = reason
    }

    /// One error, with the limits that may be too tight.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "system.no-room", "the system has no room for \(what): \(reason)",
                explanation:
                    "A limit of the shell or of the container may be too tight; 'ulimit -a' shows those of the shell.",
                hints: ["allow more: ulimit -n 1024; ulimit -v unlimited; ulimit -u 4096"])
        ]
    }

    /// The system refused: `EX_OSERR` has no status of its own here, so `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
