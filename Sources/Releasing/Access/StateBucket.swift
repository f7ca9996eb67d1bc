/// The bucket in which Terraform keeps its state.
package struct StateBucket: Sendable, Hashable {
    /// The bucket's name.
    package var bucket: String
    /// The beginning of the keys of all states and locks; may be empty.
    package var prefix: String

    /// Creates a state's place.
    package init(bucket: String, prefix: String = "") {
        self.bucket = bucket
        self.prefix = prefix
    }
}
