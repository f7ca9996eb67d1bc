import Host
import SystemPackage

/// The most memory that a process has had, as Lambda's REPORT line tells it.
enum PeakMemory {
    /// In MB, rounded up; `nil` where the system does not tell, as on Darwin.
    static func ofProcess(_ process: Int32, files: any FileSystem) -> Int? {
        guard let bytes = try? files.read(FilePath("/proc/\(process)/status"), limit: 1 << 20) else { return nil }
        return megabytes(inStatus: String(decoding: bytes, as: UTF8.self))
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
