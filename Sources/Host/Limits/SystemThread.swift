import LibC
import SystemPackage

/// Starts a thread that the process does not wait for.
///
/// Unlike a dispatch queue, it fails if the system can't start another one.
func startThread(_ body: @escaping @Sendable () -> Void) throws(Errno) {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { attributes.deallocate() }
    try check(pthread_attr_init(attributes))
    defer { pthread_attr_destroy(attributes) }
    try check(pthread_attr_setdetachstate(attributes, CInt(PTHREAD_CREATE_DETACHED)))
    // Enough for a loop that waits; the default of 8 MiB may be unavailable under `ulimit -v`.
    try check(pthread_attr_setstacksize(attributes, 256 << 10))
    let work = Unmanaged.passRetained(ThreadWork(body))
    #if canImport(Darwin) || canImport(Musl)
    var thread: pthread_t?
    #else
    var thread: pthread_t = 0
    #endif
    let code = pthread_create(&thread, attributes, runThread, work.toOpaque())
    if code != 0 {
        work.release()
        throw Errno(rawValue: code)
    }
}

private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

#if canImport(Darwin)
private func runThread(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadWork>.fromOpaque(work).takeRetainedValue().body()
    return nil
}
#else
private func runThread(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<ThreadWork>.fromOpaque(work).takeRetainedValue().body() }
    return nil
}
#endif

/// Thread functions return their error instead of setting `errno`.
private func check(_ code: CInt) throws(Errno) {
    if code != 0 { throw Errno(rawValue: code) }
}
