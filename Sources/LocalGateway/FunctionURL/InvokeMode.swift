/// How a function URL hands on what a function answers (developer guide, "Response streaming").
package enum InvokeMode: String, Sendable, Hashable, CaseIterable {
    /// Whole, once the function is done; what was streamed is put together first.
    case buffered
    /// As it comes.
    case stream
}
