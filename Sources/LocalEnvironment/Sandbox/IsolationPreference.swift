/// The wanted isolation of a function from the host.
package enum IsolationPreference: String, Sendable, Hashable, CaseIterable {
    /// A file system as on Lambda if the machine allows it, otherwise none.
    case auto
    /// A file system as on Lambda: `/var/task` and `/opt` read-only, and a private `/tmp`.
    case full
    /// The host's own file system; `LAMBDA_TASK_ROOT` names the function's directory.
    case none
}
