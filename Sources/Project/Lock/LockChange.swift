/// One entry of the lock that was added, changed or removed.
package struct LockChange: Sendable, Hashable {
    /// The part of the lock.
    package enum Part: String, Sendable, Hashable, Codable {
        case insights
        case images
        case sdks
    }

    /// The part.
    package var part: Part
    /// The entry's key, such as `eu-west-1/arm64`.
    package var entry: String
    /// What was recorded; `nil` if nothing was.
    package var from: String?
    /// What is recorded; `nil` if nothing is any more.
    package var to: String?
}
