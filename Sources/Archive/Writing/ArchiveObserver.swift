/// How a caller watches an archive being written, and stops the work.
///
/// All closures run on the writing thread, in archive order; the bytes are valid only during the call.
package struct ArchiveObserver {
    /// Called before the content of each entry.
    package var entry: (ArchiveEntry) -> Void
    /// The content of the last announced entry; for a link, its target.
    package var content: (UnsafeRawBufferPointer) -> Void
    /// The archive's own bytes, after being written.
    package var archive: (UnsafeRawBufferPointer) -> Void
    /// The number of content bytes processed so far.
    package var progress: (Int64) -> Void
    /// Called between buffers; `true` stops the work with `CancellationError`.
    package var shouldStop: () -> Bool

    /// Creates an observer; by default, it stops when its task is cancelled.
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
