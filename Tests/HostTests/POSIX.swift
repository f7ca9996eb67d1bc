import LibC
import SystemPackage

@testable import Host

/// Sets the file mode creation mask of this process.
func setUmask(_ mask: UInt16) {
    _ = umask(mode_t(mask))
}

/// Sends a signal; tests say which by the system's own names.
func send(_ signal: CInt, to process: CInt) {
    _ = kill(process, signal)
}

/// Whether a process runs; one that has ended but was not waited for does not.
func isRunning(_ process: CInt) -> Bool {
    #if canImport(Darwin)
    return kill(process, 0) == 0
    #else
    let line = try? LiveFileSystem().read(FilePath("/proc/\(process)/stat"), limit: 4_096)
    return line.flatMap(ProcessStatus.init)?.hasEnded == false
    #endif
}

/// Ends this process as the system does when memory runs out.
func killThisProcess() {
    send(SIGKILL, to: getpid())
}

/// A descriptor that other programs would inherit.
struct InheritableDescriptor {
    let number: CInt

    func close() { _ = systemClose(number) }
}

/// Opens a file as a library does that does not care who inherits it.
func openInheritably(_ path: String) -> InheritableDescriptor? {
    let number = open(path, O_RDONLY)
    return number < 0 ? nil : InheritableDescriptor(number: number)
}

private func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }
