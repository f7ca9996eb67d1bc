/// How much work goes on at a time.
package struct JobLimit: Sendable, Hashable {
    /// How many builds and functions are worked on at a time.
    package var count: Int
    /// Whether the user said so; then the compilers of a build keep to it too.
    package var isForced: Bool

    /// Creates a limit.
    package init(count: Int, isForced: Bool = false) {
        self.count = max(1, count)
        self.isForced = isForced
    }

    /// How many slots each of some builds has, where as many go on at once as may.
    func share(ofBuilds builds: Int) -> Int { count / min(count, max(1, builds)) }
}
