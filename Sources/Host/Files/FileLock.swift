/// A held lock.
package protocol FileLock: Sendable {
    /// Releases the lock; the lock file stays.
    func release()
}
