/// What an observer knows of a function from one look to the next.
struct DescriptorMemory: Sendable {
    /// The sockets by inode.
    var sockets = SocketTable()
    /// The address of the Runtime API, as the function was told it; a process that exits tells nothing any more.
    var runtimeAPI: String?
    /// The sockets that this program itself has open; a function that inherits one has not opened it.
    var own: Set<UInt64> = []
}
