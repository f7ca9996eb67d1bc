package import Model
package import SystemPackage

/// An execution environment cannot be made.
package enum EnvironmentError: DiagnosedError, Hashable {
    /// There is no archive or directory.
    case noCode(FilePath)
    /// A layer is neither an archive nor a directory.
    case noLayer(FilePath)
    /// A layer has a file or link where an earlier one has a directory, or the other way round.
    case layersClash(FilePath, entry: String)
    /// The function was built for another architecture, and nothing here runs its programs.
    case noEmulator(Architecture)
    /// The machine does not allow a file system as on Lambda.
    case noIsolation(reason: String)
    /// This program cannot be started again to supervise the function.
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
                    "local.no-code", "there is no archive at '\(path)'",
                    hints: ["run 'swiftlambda package' first, or give the path of a zip or of its unpacked directory"])
            ]
        case .noLayer(let path):
            [
                .error(
                    "local.no-layer", "the layer '\(path)' is neither a zip nor a directory",
                    hints: ["give a zip as it would be published, or a directory that is to be /opt"])
            ]
        case .layersClash(let path, let entry):
            [
                .error(
                    "local.layers-clash", "the layer '\(path)' does not fit the layers before it, at '\(entry)'",
                    explanation: "One has a directory there, and another a file or a link.",
                    hints: ["give the layers in another order, or rename it in one of them"])
            ]
        case .noEmulator(let architecture):
            [
                .error(
                    "local.no-emulator", "the function is built for \(architecture), which this machine does not run",
                    explanation: "Neither \(Emulator.programNames(for: architecture).joined(separator: " nor ")) is "
                        + "in PATH.",
                    hints: [
                        "install the emulator: apt-get install qemu-user-static",
                        "or package the function for this machine: swiftlambda package"
                            + (Architecture.current.map { " --arch \($0)" } ?? ""),
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
                    hints: ["check the limits of this shell: ulimit -a"])
            ]
        case .cannotListen(let reason):
            [.error("local.cannot-listen", "the Runtime API cannot listen on 127.0.0.1", explanation: reason)]
        case .droppedConnection(let reason):
            [
                .error(
                    "local.dropped-connection", "swiftlambda dropped a connection of the function to the Runtime API",
                    explanation: reason + "\nThis is a fault of swiftlambda or this machine, not of the function.",
                    hints: ["check the limits of this shell: ulimit -n"])
            ]
        }
    }

    /// Wrong input, or a machine that cannot do it.
    package var exitStatus: ExitStatus {
        switch self {
        case .noCode, .noLayer, .layersClash: .badInput
        case .noEmulator, .noIsolation, .noSupervisor, .cannotListen, .droppedConnection: .unavailable
        }
    }
}
