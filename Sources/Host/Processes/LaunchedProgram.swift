/// A launched program, the leader of its own process group.
package protocol LaunchedProgram: Sendable {
    /// The program's process ID; `nil` until a supervisor has started it.
    var processID: Int32? { get }
    /// Sends a signal to the program's whole process group; does nothing if it has ended.
    func signal(_ signal: ProgramSignal)
    /// Takes what it wrote to standard output and standard error before this call, in order,
    /// without what was taken earlier.
    func takeOutput() -> [UInt8]
    /// Waits until the program and everything that it started have ended.
    func waitUntilGone() async
}
