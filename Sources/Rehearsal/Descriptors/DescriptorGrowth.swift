/// Descriptors whose number grew with every warm invocation.
package struct DescriptorGrowth: Sendable, Hashable {
    /// The total after each invocation.
    package var totals: [Int]
    /// What was opened since the first invocation and is still open.
    package var opened: [DescriptorCount]

    /// Finds growth in the snapshots taken after each invocation.
    ///
    /// The first invocation is not warm: what it opens may be meant to stay. It takes at least two steps to tell a leak
    /// from a pool that fills up once.
    ///
    /// - Returns: `nil` if there are too few invocations, or if the number did not grow with each.
    package init?(_ snapshots: [DescriptorSnapshot]) {
        let totals = snapshots.map(\.descriptors.count)
        guard totals.count >= 3, zip(totals, totals.dropFirst()).allSatisfy({ $0 < $1 }),
            let first = snapshots.first, let last = snapshots.last
        else { return nil }
        let before = DescriptorCount.counting(first.descriptors.map(\.name))
        self.totals = totals
        opened = DescriptorCount.counting(last.descriptors.map(\.name)).compactMap { count in
            let old = before.first { $0.name == count.name }?.count ?? 0
            return count.count > old ? DescriptorCount(name: count.name, count: count.count - old) : nil
        }
    }
}
