package import Model
package import SystemPackage

/// An execution environment cannot be created.
package enum EnvironmentError: DiagnosedError, Hashable {
    /// The archive or directory does not exist.
    case noCode(FilePath)
    /// A layer is neither an archive nor a directory.
    case noLayer(FilePath)
    /// A layer has a file or link where an earlier one has a directory, or the other way round.
    case layersClash(FilePath, entry: String)
    /// The function was built for another architecture, and this machine cannot run its programs.
    case noEmulator(Architecture)
    /// The function asks for a loader of another architecture, and this machine has no such file system.
    case noEmulatedSystem(Architecture, loader: String)
    /// The machine does not allow a file system as on Lambda.
    case noIsolation(reason: String)
    /// This program cannot restart itself to supervise the function.
    case noSupervisor(reason: String)
    /// The API's server cannot listen.
    case cannotListen(reason: String)
    /// The API's server accepted a connection and could not serve it.
    case droppedConnection(reason: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noCode(let path):
            [
                .error(
                    "local.no-code", "no archive exists at '\(path)'",
                    hints: ["run 'swiftlambda package' first, or pass the path of a zip or of its unpacked directory"])
            ]
        case .noLayer(let path):
            [
                .error(
                    "local.no-layer", "the layer '\(path)' is neither a zip nor a directory",
                    hints: ["pass a zip as you would publish it, or a directory with the contents of /opt"])
            ]
        case .layersClash(let path, let entry):
            [
                .error(
                    "local.layers-clash", "the layer '\(path)' conflicts with an earlier layer at '\(entry)'",
                    explanation: "One layer has a directory there, the other a file or a link.",
                    hints: ["change the order of the layers, or rename the path in one of them"])
            ]
        case .noEmulator(let architecture):
            [
                .error(
                    "local.no-emulator", "the function is built for \(architecture), which this machine cannot run",
                    explanation: "Neither \(Emulator.programNames(for: architecture).joined(separator: " nor ")) is "
                        + "in PATH.",
                    hints: [
                        "install the emulator: apt-get install qemu-user-static",
                        "or package the function for this machine: swiftlambda package"
                            + (Architecture.current.map { " --arch \($0)" } ?? ""),
                    ])
            ]
        case .noEmulatedSystem(let architecture, let loader):
            [
                .error(
                    "local.no-emulated-system",
                    "the function needs the C library of an \(architecture) system, which this machine does not have",
                    explanation:
                        "It asks for the loader '\(loader)'. The emulator takes it from the sysroot of an installed Swift "
                        + "SDK with glibc, or from /usr/\(architecture.gnuName)-linux-gnu.",
                    hints: [
                        "make an SDK: swiftlambda sdk make --from debian --complete --arch \(architecture)",
                        "or put the C library into the archive: swiftlambda package --arch \(architecture) --bundle libc",
                    ])
            ]
        case .noIsolation(let reason):
            [
                .error(
                    "local.no-isolation", "this machine does not allow a file system as on Lambda",
                    explanation: reason,
                    hints: ["use --isolation none, which runs the function in the machine's own file system"])
            ]
        case .noSupervisor(let reason):
            [
                .error(
                    "local.no-supervisor", "swiftlambda cannot start a process for the function", explanation: reason,
                    hints: ["check this shell's limits: ulimit -a"])
            ]
        case .cannotListen(let reason):
            [.error("local.cannot-listen", "the Runtime API cannot listen on 127.0.0.1", explanation: reason)]
        case .droppedConnection(let reason):
            [
                .error(
                    "local.dropped-connection", "swiftlambda dropped the function's connection to the Runtime API",
                    explanation: reason + "\nThe cause is swiftlambda or this machine, not the function.",
                    hints: ["check this shell's limits: ulimit -n"])
            ]
        }
    }

    /// The input is wrong, or the machine cannot do it.
    package var exitStatus: ExitStatus {
        switch self {
        case .noCode, .noLayer, .layersClash: .badInput
        case .noEmulator, .noEmulatedSystem, .noIsolation, .noSupervisor, .cannotListen, .droppedConnection:
            .unavailable
        }
    }
}
