@preconcurrency import LibC
import SystemPackage

extension Host {
    /// The machine on which this program runs.
    ///
    /// From then on, writing to a pipe without a reader is an error instead of a signal that ends the
    /// process; child programs get the signal's default action.
    ///
    /// - Throws: if the working directory is missing or unreadable.
    package static func live() throws(FileError) -> Host {
        _ = signal(SIGPIPE, SIG_IGN)
        let environment = currentEnvironment()
        let directory = try currentDirectory()
        return Host(
            environment: environment,
            workingDirectory: directory,
            processorCount: max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))),
            files: LiveFileSystem(),
            processes: LiveProcessRunner(
                environment: environment, workingDirectory: directory, gracePeriod: .milliseconds(1_500)),
            launcher: LiveProgramLauncher(),
            exits: LiveExitWatcher(),
            ownProgram: ownProgram(),
            clock: LiveClock(),
            standardOutput: StandardStream.output,
            standardError: QueuedStream.error
        )
    }

    private static func currentEnvironment() -> [String: String] {
        var variables: [String: String] = [:]
        #if canImport(Darwin)
        var entry = _NSGetEnviron().pointee
        #else
        var entry = environ
        #endif
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if let equals = text.firstIndex(of: "=") {
                let name = String(text[..<equals])
                // Of two variables with the same name, getenv(3) returns the first.
                if variables[name] == nil { variables[name] = String(text[text.index(after: equals)...]) }
            }
            entry += 1
        }
        return variables
    }

    private static func ownProgram() -> FilePath? {
        #if os(Linux)
        try? LiveFileSystem().destination(ofLink: "/proc/self/exe")
        #else
        nil
        #endif
    }

    private static func currentDirectory() throws(FileError) -> FilePath {
        guard let path = getcwd(nil, 0) else { throw FileError(.read, ".", Errno(rawValue: errno)) }
        defer { free(path) }
        return FilePath(platformString: path)
    }
}

/// The clocks of this machine.
package struct LiveClock: HostClock {
    /// Creates the clock.
    package init() {}

    /// A reading of a monotonic clock that includes the time that the machine sleeps.
    package var monotonic: ContinuousClock.Instant { .now }

    /// Seconds since 1970.
    package var secondsSince1970: Double {
        var time = timespec()
        // It fails only for missing clocks, and this one always exists.
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
