/// How far a function is kept apart from the machine it runs on.
package enum IsolationPreference: String, Sendable, Hashable, CaseIterable {
    /// A file system as on Lambda where the machine allows it, else none.
    case auto
    /// A file system as on Lambda: `/var/task` and `/opt` read-only, a `/tmp` of its own.
    case full
    /// The machine's own file system; `LAMBDA_TASK_ROOT` tells where the function lies.
    case none
}
