import LibC
import SystemPackage

extension LiveProgramLauncher {
    /// Kills every process that has an environment variable with a given value.
    ///
    /// It also finds those that left their process group. Without /proc, as on Darwin, it finds
    /// none.
    package func killStrays(withVariable name: String, value: String) {
        let files = LiveFileSystem()
        let mark = Array("\(name)=\(value)\0".utf8)
        guard let names = try? files.names(in: "/proc") else { return }
        for name in names {
            // A process that has ended, or is another user's, is unreadable and irrelevant.
            guard let process = pid_t(name),
                let environment = try? files.read(FilePath("/proc/\(name)/environ"), limit: 1 << 20),
                environment.firstRange(of: mark) != nil
            else { continue }
            _ = kill(process, SIGKILL)
        }
    }
}
