import LibC

/// A clock with which two processes on this machine can compare times.
package enum BootClock {
    /// A reading; `nil` if the system has no such clock.
    package static var nanoseconds: UInt64? {
        #if os(Linux)
        var time = timespec()
        guard clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        #else
        nil
        #endif
    }
}
