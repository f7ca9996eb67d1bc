import LibC
import Model
import SystemPackage

/// Reports the events of a launched program in order, from its own thread.
///
/// A child that the program left behind may hold its output open; that does not delay the report of its end.
final class LaunchedProgramPump: Sendable {
    /// How the program's end is detected.
    enum Control: Sendable {
        /// A thread waits for the process, and then closes the pipe.
        case waiting(end: Pipe)
        /// A supervisor reports it.
        case supervisor(Int32, failure: Pipe, reports: Pipe)
    }

    /// How long to wait before checking again whether there is room.
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

    /// Runs until everything of the program has ended.
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
        // The end of a short program may be reported before its start was noticed.
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

    /// Waits until the program starts or fails to.
    ///
    /// - Returns: the reason if it fails.
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

    /// Reports output while the program runs.
    private func passOn(untilReadable control: CInt, _ hasEnded: () -> Bool) {
        while true {
            let isOpen = output.isOpen
            let isReading = isOpen && output.hasRoom && hasRoom()
            // poll(2) ignores negative descriptors.
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
        // Its last output; later output of others that hold the pipe is ignored.
        if output.fill() { onEvent(.output) }
        onEvent(.ended(end, at: time))
    }
}

/// The messages of a supervisor.
private struct SupervisorReading {
    private var rest: [UInt8] = []
    private(set) var hasStarted = false
    private(set) var end: (status: CInt, time: ContinuousClock.Instant)?

    /// Handles what was read; an empty read means that the supervisor was killed, and the program with it.
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
    /// The instant of a boot clock reading, which `ContinuousClock` uses on Linux.
    fileprivate init(bootClock nanoseconds: UInt64) {
        let now = ContinuousClock.now
        guard let reading = BootClock.nanoseconds, reading > nanoseconds else {
            self = now
            return
        }
        self = now - .nanoseconds(reading - nanoseconds)
    }
}
