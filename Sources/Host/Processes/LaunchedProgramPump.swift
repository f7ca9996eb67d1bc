import LibC
import Model
import SystemPackage

/// Tells what a launched program does, in the order in which that happened, from a thread of the program's own.
///
/// A child that the program left behind may hold its output open; that does not delay the word of its end.
final class LaunchedProgramPump: Sendable {
    /// How the end of the program is heard of.
    enum Control: Sendable {
        /// A thread waits for the process, and then closes the pipe.
        case waiting(end: Pipe)
        /// A supervisor reports it.
        case supervisor(Int32, failure: Pipe, reports: Pipe)
    }

    /// How long to wait before another look at whether there is room.
    private static let pause: CInt = 5

    private let program: LiveProgram
    private let output: ProgramOutput
    private let control: Control
    private let hasRoom: @Sendable () -> Bool
    private let onEvent: @Sendable (LaunchedProgramEvent) -> Void

    init(
        _ program: LiveProgram, output: ProgramOutput, control: Control, hasRoom: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) {
        self.program = program
        self.output = output
        self.control = control
        self.hasRoom = hasRoom
        self.onEvent = onEvent
    }

    /// Runs until nothing of the program is there any more.
    func run() {
        switch control {
        case .waiting(let end):
            onEvent(.began(.now))
            passOn(untilReadable: end.reading) { true }
            if let (end, time) = program.end { finish(end, at: time) }
        case .supervisor(let supervisor, let failure, let reports):
            supervise(failure: failure, reports: reports)
            _ = waitForStatus(of: supervisor)
        }
        program.gone()
    }

    private func supervise(failure: Pipe, reports: Pipe) {
        var reading = SupervisorReading()
        let message = prepare(failure: failure, reports: reports, &reading)
        guard message.isEmpty, reading.hasStarted else {
            program.ended()
            let reason = message.isEmpty ? "its supervisor ended" : String(decoding: message, as: UTF8.self)
            return onEvent(.notStarted(reason))
        }
        onEvent(.began(.now))
        // A program that ends at once may have been reported before its beginning was noticed.
        if reading.end == nil {
            passOn(untilReadable: reports.reading) {
                hear(reports, &reading)
                return reading.end != nil
            }
        }
        program.ended()
        let end = reading.end ?? (SIGKILL, ContinuousClock.now)
        finish(ProcessEnd(waitStatus: end.status), at: end.time)
    }

    /// Waits until the program itself begins, or cannot.
    ///
    /// - Returns: why it cannot.
    private func prepare(failure: Pipe, reports: Pipe, _ reading: inout SupervisorReading) -> [UInt8] {
        var message: [UInt8] = []
        while true {
            var requests = [
                pollfd(fd: failure.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: reading.end == nil ? reports.reading : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, -1) >= 0 else {
                guard errno == EINTR else { return message }
                continue
            }
            // The supervisor reports the start before it closes its own end of the other pipe.
            if requests[1].revents != 0 { hear(reports, &reading) }
            guard requests[0].revents != 0 else { continue }
            let part = failure.read()
            guard !part.isEmpty else {
                if !reading.hasStarted { hear(reports, &reading) }
                return message
            }
            message += part
        }
    }

    private func hear(_ reports: Pipe, _ reading: inout SupervisorReading) {
        let bytes = reports.read()
        for report in reading.add(bytes) {
            if case .started(let process) = report { program.started(process) }
        }
    }

    /// Tells of output for as long as the program runs.
    private func passOn(untilReadable control: CInt, _ hasEnded: () -> Bool) {
        while true {
            let isOpen = output.isOpen
            let isReading = isOpen && output.hasRoom && hasRoom()
            // A negative descriptor is passed over by poll(2).
            var requests = [
                pollfd(fd: isReading ? output.descriptor : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: control, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, isReading || !isOpen ? -1 : Self.pause) >= 0 || errno == EINTR else { return }
            if requests[0].revents != 0, output.fill() { onEvent(.output) }
            if requests[1].revents != 0, hasEnded() { return }
        }
    }

    private func finish(_ end: ProcessEnd, at time: ContinuousClock.Instant) {
        // What it wrote last; what others hold open and write afterwards is nobody's.
        if output.fill() { onEvent(.output) }
        onEvent(.ended(end, at: time))
    }
}

/// What was heard from a supervisor.
private struct SupervisorReading {
    private var rest: [UInt8] = []
    private(set) var hasStarted = false
    private(set) var end: (status: CInt, time: ContinuousClock.Instant)?

    /// Takes what was read; nothing at all is the end of a supervisor that was killed, and the program with it.
    mutating func add(_ bytes: [UInt8]) -> [SupervisorReport] {
        if bytes.isEmpty {
            end = end ?? (SIGKILL, .now)
            return []
        }
        rest += bytes
        var reports: [SupervisorReport] = []
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<newline], as: UTF8.self)
            rest.removeSubrange(...newline)
            guard let report = SupervisorReport(line: line) else { continue }
            switch report {
            case .started: hasStarted = true
            case .ended(let status, let time): end = (status, ContinuousClock.Instant(bootClock: time))
            }
            reports.append(report)
        }
        return reports
    }
}

extension ContinuousClock.Instant {
    /// The moment of a reading of the boot clock, which is the one behind `ContinuousClock` on Linux.
    fileprivate init(bootClock nanoseconds: UInt64) {
        let now = ContinuousClock.now
        guard let reading = BootClock.nanoseconds, reading > nanoseconds else {
            self = now
            return
        }
        self = now - .nanoseconds(reading - nanoseconds)
    }
}
