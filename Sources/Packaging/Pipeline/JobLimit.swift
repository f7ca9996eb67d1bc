/// A limit of concurrent work.
package struct JobLimit: Sendable, Hashable {
    /// The number of concurrent builds and functions.
    package var count: Int
    /// Whether the user set it; then it also limits the compilers of a build.
    package var isForced: Bool

    /// Creates a limit.
    package init(count: Int, isForced: Bool = false) {
        self.count = max(1, count)
        self.isForced = isForced
    }

    /// The number of slots for each of several concurrent builds.
    func share(ofBuilds builds: Int) -> Int { count / min(count, max(1, builds)) }
}
