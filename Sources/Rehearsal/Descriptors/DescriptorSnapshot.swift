/// The open descriptors of a process and its group at one moment.
package struct DescriptorSnapshot: Sendable, Hashable {
    /// One open descriptor.
    package struct Descriptor: Sendable, Hashable {
        /// Its process.
        package var process: Int32
        /// Its number in the process.
        package var number: Int32
        /// What it is, in words: `tcp 10.0.0.5:5432`, `/tmp/log` or `pipe`.
        package var name: String
        /// Whether it is a socket open to a peer other than the Runtime API.
        package var isOutside: Bool
        /// The socket's inode, which identifies copies of one connection.
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
    /// How the runtime process handles SIGTERM, if known.
    package var handling: TerminationHandling?
    /// The number of processes.
    package var processCount: Int

    /// Creates a snapshot.
    package init(descriptors: [Descriptor], handling: TerminationHandling? = nil, processCount: Int = 1) {
        self.descriptors = descriptors
        self.handling = handling
        self.processCount = processCount
    }

    /// The sockets open to outside peers, by name, each with its count.
    package var outside: [DescriptorCount] {
        var counted: Set<UInt64> = []
        return DescriptorCount.counting(
            descriptors.filter { descriptor in
                // A connection shared by several processes counts once.
                descriptor.isOutside && (descriptor.socket.map { counted.insert($0).inserted } ?? true)
            }.map(\.name))
    }
}
