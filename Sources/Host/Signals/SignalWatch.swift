import LibC
import Synchronization
import SystemPackage

/// Turns signals into calls of ordinary code.
///
/// The handler of a signal may call very little (signal-safety(7)), so it only writes the signal's number to a pipe,
/// and a separate thread reads it there.
final class SignalWatch: Sendable {
    private struct State {
        var isWatching = false
        var onFirst: (@Sendable () -> Void)?
        var first: CInt?
        /// How long the program may take to end after the first signal.
        var limit = Duration.seconds(2)
        var end: ForcedEnd?
    }

    /// The signals that request the end of a program.
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private static let shared = Result { () throws(Errno) in try SignalWatch() }

    private let state = Mutex(State())
    private let formerActions = Mutex<[(signal: CInt, action: sigaction)]>([])

    private init() throws(Errno) {
        var ends: [CInt] = [-1, -1]
        _ = try retryingInterrupts { pipe(&ends) }
        for end in ends { _ = try retryingInterrupts { fcntl(end, F_SETFD, FD_CLOEXEC) } }
        // A full pipe must not block the handler; its content is sufficient.
        _ = try retryingInterrupts { fcntl(ends[1], F_SETFL, O_NONBLOCK) }
        signalPipe = ends[1]
        let reading = ends[0]
        try startThread { [self] in watch(reading) }
    }

    /// Reads signals as they come, and ends the process when its time is up; the body of the thread.
    private func watch(_ pipe: CInt) {
        while true {
            var request = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let ready = poll(&request, 1, state.withLock { $0.end?.milliseconds } ?? -1)
            var byte: UInt8 = 0
            if ready > 0, read(pipe, &byte, 1) == 1 { received(CInt(byte)) }
            let due = state.withLock { state in
                state.end?.isDue(at: .now) { ProcessSession.isAnyAlive } == true ? state.end : nil
            }
            if let due { ForcedEnd.perform(status: due.status) }
        }
    }

    /// Starts to watch; after the first signal, a SIGINT or a timeout ends the process.
    static func start(limit: Duration) throws(Errno) -> SignalWatch {
        let watch = try shared.get()
        watch.state.withLock { $0 = State(isWatching: true, limit: limit) }
        for signal in signals { try watch.install(signal) }
        return watch
    }

    /// Calls a closure at the first signal, or at once if it already arrived.
    func onFirst(_ body: @escaping @Sendable () -> Void) {
        let hasCome = state.withLock { state in
            state.onFirst = body
            return state.first != nil
        }
        if hasCome { body() }
    }

    /// Restores the previous signal actions.
    ///
    /// - Returns: the first signal.
    func stop() -> CInt? {
        formerActions.withLock { actions in
            for (signal, action) in actions {
                var action = action
                // The same call succeeded before, and the signal number is still valid.
                _ = sigaction(signal, &action, nil)
            }
            actions = []
        }
        return state.withLock { state in
            defer { state = State() }
            return state.first
        }
    }

    /// Ends the process after a while, unless it ends by itself.
    static func endProcess(after time: Duration, status: CInt) {
        // Without a watch there was no signal.
        guard let watch = try? shared.get() else { return }
        watch.state.withLock { $0.end = ForcedEnd(after: time, status: status) }
        var wakeUp: UInt8 = 0
        _ = write(signalPipe, &wakeUp, 1)
    }

    private func install(_ signal: CInt) throws(Errno) {
        var action = sigaction()
        var former = sigaction()
        _ = try retryingInterrupts { sigaction(signal, nil, &former) }
        // nohup(1) ignores SIGHUP on purpose.
        if signal == SIGHUP, former.isIgnored { return }
        action.setHandler { signal in
            let savedReason = errno
            var byte = UInt8(truncatingIfNeeded: signal)
            _ = write(signalPipe, &byte, 1)
            errno = savedReason
        }
        action.sa_flags = SA_RESTART
        _ = try retryingInterrupts { sigaction(signal, &action, nil) }
        formerActions.withLock { $0.append((signal, former)) }
    }

    private func received(_ signal: CInt) {
        let onFirst = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.isWatching, signal != 0 else { return nil }
            guard state.first == nil else {
                if signal == SIGINT { ForcedEnd.perform(status: 128 + SIGINT) }
                return nil
            }
            state.first = signal
            state.end = ForcedEnd(after: state.limit, status: 128 + (signal == SIGINT ? SIGINT : SIGTERM))
            return state.onFirst
        }
        onFirst?()
    }
}

/// Where the signal handler writes; set before any handler is installed, and never again.
nonisolated(unsafe) private var signalPipe: CInt = -1

extension sigaction {
    fileprivate var isIgnored: Bool {
        #if canImport(Darwin)
        let handler = __sigaction_u.__sa_handler
        #elseif canImport(Musl)
        let handler = __sa_handler.sa_handler
        #else
        let handler = __sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    fileprivate mutating func setHandler(_ handler: @escaping @convention(c) (CInt) -> Void) {
        #if canImport(Darwin)
        __sigaction_u.__sa_handler = handler
        #elseif canImport(Musl)
        __sa_handler.sa_handler = handler
        #else
        __sigaction_handler.sa_handler = handler
        #endif
    }
}
