/// A place that text is written to.
package protocol TextSink: Sendable {
    /// Whether a person is looking.
    var isTerminal: Bool { get }
    /// The width of the terminal in columns, where it is one.
    var columns: Int? { get }
    /// Writes text as UTF-8, whole.
    ///
    /// - Throws: `FileError` where the system refuses; a reader that went away is no error.
    func write(_ text: String) throws(FileError)
    /// Writes bytes as they are, whole.
    ///
    /// - Throws: as `write` of text.
    func write(_ bytes: [UInt8]) throws(FileError)
    /// Whether its reader keeps up, so that more may be written that can wait.
    var hasRoom: Bool { get }
    /// Waits until all is written, or for a time.
    func flush(within limit: Duration?)
}

extension TextSink {
    /// Writes bytes as text, for sinks that keep nothing else.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        try write(String(decoding: bytes, as: UTF8.self))
    }
    /// A sink that keeps nothing has room.
    package var hasRoom: Bool { true }
    /// A sink that keeps nothing has written all.
    package func flush(within limit: Duration?) {}
}
