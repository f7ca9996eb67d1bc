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
