/// What a push did.
package struct PushResult: Sendable, Hashable {
    /// How the code got to Lambda.
    package enum Way: String, Sendable, Hashable, Codable {
        /// Not at all: the function has it already.
        case unchanged
        /// In the call that updates the function.
        case direct
        /// Through the bucket for artifacts.
        case bucket
        /// From the bucket for artifacts, which had it already.
        case stored
    }

    /// How the code got to Lambda.
    package var way: Way
    /// The version that has it, `$LATEST`.
    package var version: String
    /// The time that the upload took; `nil` without one.
    package var upload: Duration?
    /// The time until Lambda had changed the function; `nil` without a change.
    package var update: Duration?

    /// Creates a result.
    package init(way: Way, version: String, upload: Duration? = nil, update: Duration? = nil) {
        self.way = way
        self.version = version
        self.upload = upload
        self.update = update
    }
}
