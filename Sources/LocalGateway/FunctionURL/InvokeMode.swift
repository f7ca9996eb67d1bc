/// How a function URL passes on a function's answer (developer guide, "Response streaming").
package enum InvokeMode: String, Sendable, Hashable, CaseIterable {
    /// All at once when the function is done; streams are collected first.
    case buffered
    /// In parts, as they arrive.
    case stream
}
