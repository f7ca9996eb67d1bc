/// The objects of a bucket whose keys have a prefix.
struct ObjectList: Sendable, Hashable {
    /// One object.
    struct Entry: Sendable, Hashable {
        /// Its key.
        var key: String
        /// Its size in bytes.
        var size: Int
        /// When it was written, as the AWS command line writes times.
        var lastModified: String?
    }

    /// The objects in the order of their keys.
    var entries: [Entry]
    /// Whether there are more.
    var isTruncated: Bool
}
