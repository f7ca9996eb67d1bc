/// A destination for text.
package protocol TextSink: Sendable {
    /// Whether it is a terminal.
    var isTerminal: Bool { get }
    /// The width of the terminal in columns, if it is one.
    var columns: Int? { get }
    /// Writes text as UTF-8, whole.
    ///
    /// - Throws: `FileError` if the system refuses; a closed reader is not an error.
    func write(_ text: String) throws(FileError)
    /// Writes bytes as they are, whole.
    ///
    /// - Throws: like writing text.
    func write(_ bytes: [UInt8]) throws(FileError)
    /// Whether its reader keeps up, so that deferrable text may be written.
    var hasRoom: Bool { get }
    /// Waits until everything is written, or for a time.
    func flush(within limit: Duration?)
}

extension TextSink {
    /// Writes bytes as text, for sinks that only handle text.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try write(String(decoding: bytes, as: UTF8.self))
    }
    /// A sink without a queue always has room.
    package var hasRoom: Bool { true }
    /// A sink without a queue has written everything.
    package func flush(within limit: Duration?) {}
}
