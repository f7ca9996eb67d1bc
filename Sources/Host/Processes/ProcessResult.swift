package import Model

/// What a process wrote, and how it ended.
package struct ProcessResult: Sendable, Hashable {
    /// How it ended.
    package var end: ProcessEnd
    /// What it wrote to standard output, if collected.
    package var output: [UInt8]
    /// What it wrote to standard error, if collected.
    package var error: [UInt8]

    /// Creates a result.
    package init(end: ProcessEnd, output: [UInt8] = [], error: [UInt8] = []) {
        self.end = end
        self.output = output
        self.error = error
    }
}
