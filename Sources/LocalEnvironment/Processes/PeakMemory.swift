import Host
import SystemPackage

/// The peak memory of a process, as in Lambda's REPORT line.
struct PeakMemory: Sendable {
    /// How long a reading counts as current.
    private static let freshness = Duration.milliseconds(100)

    private var last: (process: Int32, megabytes: Int, time: ContinuousClock.Instant)?

    /// In MB, rounded up; `nil` if the system does not report it, as on Darwin.
    mutating func ofProcess(_ process: Int32, at now: ContinuousClock.Instant, files: any FileSystem) -> Int? {
        // Invocations in quick succession share a reading: the peak covers the process's whole life.
        if let last, last.process == process, now - last.time < Self.freshness { return last.megabytes }
        guard let bytes = try? files.read(FilePath("/proc/\(process)/status"), limit: 1 << 20),
            let megabytes = Self.megabytes(inStatus: String(decoding: bytes, as: UTF8.self))
        else { return nil }
        last = (process, megabytes, now)
        return megabytes
    }

    /// Reads `VmHWM` of proc_pid_status(5), which is in kB.
    static func megabytes(inStatus text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            guard let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
            else { return nil }
            return (kilobytes + 1_023) / 1_024
        }
        return nil
    }
}
