/// What a caller sees of an archive while it is written, and how it stops the work.
///
/// All closures run on the writing thread, in the archive's order; the bytes are valid only during the call.
package struct ArchiveObserver {
    /// Called before the content of each entry.
    package var entry: (ArchiveEntry) -> Void
    /// The content of the entry announced last; that of a link is its target.
    package var content: (UnsafeRawBufferPointer) -> Void
    /// The archive's own bytes, after they were written.
    package var archive: (UnsafeRawBufferPointer) -> Void
    /// How many bytes of content are done so far.
    package var progress: (Int64) -> Void
    /// Asked between buffers; `true` ends the work with `CancellationError`.
    package var shouldStop: () -> Bool

    /// Creates an observer; one that is told nothing stops when its task is cancelled.
    package init(
        entry: @escaping (ArchiveEntry) -> Void = { _ in },
        content: @escaping (UnsafeRawBufferPointer) -> Void = { _ in },
        archive: @escaping (UnsafeRawBufferPointer) -> Void = { _ in },
        progress: @escaping (Int64) -> Void = { _ in },
        shouldStop: @escaping () -> Bool = { Task.isCancelled }
    ) {
        self.entry = entry
        self.content = content
        self.archive = archive
        self.progress = progress
        self.shouldStop = shouldStop
    }
}
