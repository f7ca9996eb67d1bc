/// Whether X-Ray samples a function.
package enum TracingMode: String, Sendable, Hashable, CaseIterable {
    /// Lambda samples and records.
    case active
    /// Only what the caller sampled is traced.
    case passThrough
}
