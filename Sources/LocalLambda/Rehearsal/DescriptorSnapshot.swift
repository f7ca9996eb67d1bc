/// The open descriptors of a process and its group at one moment.
package struct DescriptorSnapshot: Sendable, Hashable {
    /// One open descriptor.
    package struct Descriptor: Sendable, Hashable {
        /// The process that has it.
        package var process: Int32
        /// Its number there.
        package var number: Int32
        /// What it is, in words: `tcp 10.0.0.5:5432`, `/tmp/log` or `pipe`.
        package var name: String
        /// Whether it is a socket open to somebody outside, which the Runtime API is not.
        package var isOutside: Bool
        /// The socket's inode, by which copies of one connection are known.
        package var socket: UInt64?

        /// Creates a descriptor.
        package init(process: Int32, number: Int32, name: String, isOutside: Bool, socket: UInt64? = nil) {
            self.process = process
            self.number = number
            self.name = name
            self.isOutside = isOutside
            self.socket = socket
        }
    }

    /// The descriptors.
    package var descriptors: [Descriptor]
    /// What the runtime process does about SIGTERM, where that can be told.
    package var handling: TerminationHandling?
    /// How many processes there were.
    package var processCount: Int

    /// Creates a snapshot.
    package init(descriptors: [Descriptor], handling: TerminationHandling? = nil, processCount: Int = 1) {
        self.descriptors = descriptors
        self.handling = handling
        self.processCount = processCount
    }

    /// The sockets open to somebody outside, by name, each with how many there are.
    package var outside: [DescriptorCount] {
        var counted: Set<UInt64> = []
        return DescriptorCount.counting(
            descriptors.filter { descriptor in
                // A connection that several processes have is one connection.
                descriptor.isOutside && (descriptor.socket.map { counted.insert($0).inserted } ?? true)
            }.map(\.name))
    }
}

/// A number of descriptors of one name.
package struct DescriptorCount: Sendable, Hashable, Codable {
    /// What they are, in words; a socket is named by its peer's address.
    package var name: String
    /// How many there are.
    package var count: Int

    /// Creates a count.
    package init(name: String, count: Int) {
        self.name = name
        self.count = count
    }

    /// Counts names; the most frequent first.
    static func counting(_ names: some Sequence<String>) -> [DescriptorCount] {
        Dictionary(grouping: names) { $0 }
            .map { DescriptorCount(name: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}

/// Descriptors that became more with every warm invocation.
package struct DescriptorGrowth: Sendable, Hashable {
    /// How many were open in all after each invocation.
    package var totals: [Int]
    /// What was opened since the first invocation and is still open.
    package var opened: [DescriptorCount]

    /// Finds growth in the snapshots that were taken after each invocation.
    ///
    /// The first invocation is not warm: what it opens may well be meant to stay. Two steps are the least that tell a leak
    /// from a pool that is filled once.
    ///
    /// - Returns: `nil` where there are too few invocations, or where their number did not grow with each.
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
