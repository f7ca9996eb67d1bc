/// A contradiction or impossible claim in the structure of a zip file.
package enum ZipFault: Sendable, Hashable {
    /// The file does not end in an end record: it is not a zip archive, its end is missing, or something follows it.
    case noEndRecord
    /// The end record or its ZIP64 form contradicts itself.
    case endRecord(String)
    /// The central directory is not where the end record says.
    case directoryOutOfBounds
    /// The central directory is larger than the limit.
    case directoryTooLarge(bytes: Int64, limit: Int64)
    /// The number of entries in the central directory differs from the end record's.
    case entryCount(claimed: Int64, found: Int64)
    /// There are more entries than the limit.
    case tooManyEntries(claimed: Int64, limit: Int64)
    /// A record of the central directory is damaged.
    case directoryRecord(index: Int)
    /// An entry's header or data is outside the part of the file for entries.
    case entryOutOfBounds(String)
    /// An entry's local header disagrees with the central directory.
    case headerMismatch(String, field: String)
    /// Two entries share bytes of the file.
    case overlap(String, String)
    /// An entry claims a size that its compressed bytes cannot hold.
    case impossibleSize(String, size: Int64, compressedSize: Int64)
    /// The claimed sizes of the entries exceed the limit.
    case contentTooLarge(limit: Int64)
}
