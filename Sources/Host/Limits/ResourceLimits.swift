import LibC
import SystemPackage

/// The limits of this process from the shell or a container, and whether they suffice for every
/// command.
///
/// If libdispatch can't start a thread, it waits for ever; if it gets no descriptor, it traps. So both
/// are checked first.
package enum ResourceLimits {
    /// The files that every command has open, with a reserve for the pipes of a few children.
    private static let leastOpenFiles = 64
    /// The requested limit if the shell allows it, as on Lambda.
    private static let wantedOpenFiles = 1_024
    /// Threads in addition to one for each processor: timers, signals, children.
    private static let otherThreads = 8
    /// Memory for the work itself, in bytes.
    private static let leastMemory = 32 << 20

    /// Raises the limit of open files as far as the shell allows.
    ///
    /// - Throws: `ResourceError` if that is still too low.
    package static func raiseOpenFiles() throws(ResourceError) {
        var limits = rlimit()
        // The call fails only for an unknown limit.
        guard getrlimit(openFiles, &limits) == 0, limits.rlim_cur < rlim_t(wantedOpenFiles) else { return }
        let allowed = min(limits.rlim_max, rlim_t(wantedOpenFiles))
        if allowed > limits.rlim_cur {
            var raised = limits
            raised.rlim_cur = allowed
            if setrlimit(openFiles, &raised) == 0 { limits = raised }
        }
        guard limits.rlim_cur >= rlim_t(leastOpenFiles) else {
            throw ResourceError(
                what: "\(leastOpenFiles) open files; the limit is \(limits.rlim_cur)", reason: .tooManyOpenFiles)
        }
    }

    #if canImport(Glibc)
    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let openFiles = CInt(RLIMIT_NOFILE)
    #endif

    /// Tries to start threads for the processors and to allocate some memory.
    ///
    /// - Throws: `ResourceError` if one of them fails.
    package static func checkThreads() throws(ResourceError) {
        let processors = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
        let threads = WaitingThreads()
        defer { threads.end() }
        do throws(Errno) {
            for _ in 0..<processors + otherThreads { try threads.start() }
        } catch {
            throw ResourceError(what: "\(processors + otherThreads) threads", reason: error)
        }
        let memory = mmap(nil, leastMemory, PROT_READ | PROT_WRITE, MAP_PRIVATE | CInt(MAP_ANON), -1, 0)
        guard memory != MAP_FAILED else {
            throw ResourceError(what: "\(leastMemory >> 20) MiB of memory", reason: Errno(rawValue: errno))
        }
        munmap(memory, leastMemory)
    }
}

/// Threads that wait until they are all ended together.
private final class WaitingThreads {
    private var threads: [pthread_t] = []
    private let gate: UnsafeMutablePointer<pthread_mutex_t>

    init() {
        gate = .allocate(capacity: 1)
        pthread_mutex_init(gate, nil)
        pthread_mutex_lock(gate)
    }

    deinit {
        pthread_mutex_destroy(gate)
        gate.deallocate()
    }

    func start() throws(Errno) {
        #if canImport(Darwin) || canImport(Musl)
        var thread: pthread_t?
        #else
        var thread: pthread_t = 0
        #endif
        let code = pthread_create(&thread, nil, waitAtGate, gate)
        guard code == 0 else { throw Errno(rawValue: code) }
        #if canImport(Darwin) || canImport(Musl)
        if let thread { threads.append(thread) }
        #else
        threads.append(thread)
        #endif
    }

    func end() {
        pthread_mutex_unlock(gate)
        for thread in threads { pthread_join(thread, nil) }
        threads = []
    }
}

#if canImport(Darwin)
private func waitAtGate(_ gate: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let gate = gate.assumingMemoryBound(to: pthread_mutex_t.self)
    pthread_mutex_lock(gate)
    pthread_mutex_unlock(gate)
    return nil
}
#else
private func waitAtGate(_ gate: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self) else { return nil }
    pthread_mutex_lock(gate)
    pthread_mutex_unlock(gate)
    return nil
}
#endif
