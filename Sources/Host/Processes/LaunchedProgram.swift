/// A program that was launched, the leader of a process group of its own.
package protocol LaunchedProgram: Sendable {
    /// The number of the program's process; `nil` until a supervisor has started it.
    var processID: Int32? { get }
    /// Sends a signal to the program's whole process group; one that has ended gets none.
    func signal(_ signal: ProgramSignal)
    /// Takes what it wrote before this call to standard output and standard error, in the order it was written, and what
    /// was taken before not again.
    func takeOutput() -> [UInt8]
    /// Waits until neither the program nor anything that it started is there any more, once it has ended.
    func waitUntilGone() async
}
