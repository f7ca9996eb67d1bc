/// A path on the way from one component to the next, through symbolic links, as Linux resolves one (path_resolution(7)).
///
/// What a component leads to, and where `..` and absolute links go, is for the tree to say that the path is in.
package struct PathResolution<Component> {
    /// Linux follows no more links than these in one path; a longer chain is an error (`ELOOP`).
    private static var mostLinks: Int { 40 }

    /// The components that are still to come, the next one last.
    private var pending: [Component]
    private var links = 0

    /// Starts at the first of some components.
    package init(_ components: some BidirectionalCollection<Component>) {
        pending = components.reversed()
    }

    /// The components that are still to come, in order.
    package var rest: [Component] { pending.reversed() }

    /// Takes the next component; `nil` at the end.
    package mutating func next() -> Component? { pending.popLast() }

    /// Goes on with the target of the link that the last component turned out to be.
    ///
    /// - Returns: whether Linux would follow it: `false` after too many links.
    package mutating func follow(_ target: some BidirectionalCollection<Component>) -> Bool {
        links += 1
        pending += target.reversed()
        return links <= Self.mostLinks
    }
}
