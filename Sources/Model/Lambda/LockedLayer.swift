/// A layer of Lambda Insights that the lock records.
package struct LockedLayer: Sendable, Hashable {
    /// The version of the extension, such as `1.0.404.0`.
    package var version: String
    /// The layer's ARN.
    package var arn: String
    /// Where the lock records it.
    package var location: Diagnostic.Location?

    /// Creates a record.
    package init(version: String, arn: String, location: Diagnostic.Location? = nil) {
        self.version = version
        self.arn = arn
        self.location = location
    }

    /// Whether both are the same layer, wherever they are recorded.
    package func isSameLayer(as other: LockedLayer) -> Bool { version == other.version && arn == other.arn }
}
