/// Resolves a path component by component, through symbolic links, like Linux (path_resolution(7)).
///
/// The caller's tree decides what a component leads to, and where `..` and absolute links go.
package struct PathResolution<Component> {
    /// The maximum number of links that Linux follows in a path; more is an error (`ELOOP`).
    private static var mostLinks: Int { 40 }

    /// The remaining components, the next one last.
    private var pending: [Component]
    private var links = 0

    /// Starts at the first component.
    package init(_ components: some BidirectionalCollection<Component>) {
        pending = components.reversed()
    }

    /// The remaining components, in order.
    package var rest: [Component] { pending.reversed() }

    /// Returns the next component; `nil` at the end.
    package mutating func next() -> Component? { pending.popLast() }

    /// Continues with the target of the last component, which is a link.
    ///
    /// - Returns: whether Linux would follow it: `false` after too many links.
    package mutating func follow(_ target: some BidirectionalCollection<Component>) -> Bool {
        links += 1
        pending += target.reversed()
        return links <= Self.mostLinks
    }
}
