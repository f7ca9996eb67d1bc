/// What an observer remembers of a function between two looks.
struct DescriptorMemory: Sendable {
    /// The sockets by inode.
    var sockets = SocketTable()
    /// The Runtime API's address from the function's environment; an exiting process no longer reveals it.
    var runtimeAPI: String?
    /// The sockets of this program itself; a function that inherits one has not opened it.
    var own: Set<UInt64> = []
}
