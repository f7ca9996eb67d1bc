/// A process of an execution environment.
package enum EnvironmentProcess: Sendable, Hashable {
    /// The function's `bootstrap`.
    case runtime
    /// An external extension, by its file name.
    case `extension`(String)
}
