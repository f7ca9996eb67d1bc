package import Model
package import SystemPackage

/// The system lacks resources that every command needs.
package struct ResourceError: DiagnosedError, Hashable {
    /// The missing resource, such as `a thread`.
    package var what: String
    /// The system's reason.
    package var reason: Errno

    /// Creates an error.
    package init(what: String, reason: Errno) {
        self.what = what
        self.reason = reason
    }

    /// One error, with the limits that may be too low.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "system.no-room", "the system lacks resources for \(what): \(reason)",
                explanation:
                    "A limit of the shell or container may be too low; 'ulimit -a' shows the shell's limits.",
                hints: ["raise the limits: ulimit -n 1024; ulimit -v unlimited; ulimit -u 4096"])
        ]
    }

    /// The system refused: `EX_OSERR` has no status of its own here, so `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
