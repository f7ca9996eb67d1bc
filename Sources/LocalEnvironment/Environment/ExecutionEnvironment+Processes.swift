import ELF
import Host
import LambdaProtocol
import Model
import NIOCore
import SystemPackage

/// A running process of the environment.
struct RunningProcess: Sendable {
    let program: any LaunchedProgram
    var lines = LineSplitter()
}

extension ExecutionEnvironment {
    func start(_ process: EnvironmentProcess) {
        if let standIn, process == .extension(standIn.kind.extensionName), standIn.kind == .insights {
            record(.started(process))
            return beginStandIn()
        }
        // An internal extension registers from within the runtime, once that runs.
        if process == .runtime, standIn?.kind == .internal { beginStandIn() }
        do {
            try launch(process)
        } catch let error as EnvironmentError {
            startFailure = error
            refuse(process, reason: error.diagnostics.map(\.summary).joined())
        } catch let error as ProcessError {
            guard case .notStarted(_, let reason) = error else {
                return refuse(process, reason: Errno.noSuchFileOrDirectory.description)
            }
            // The function cannot do anything about a supervisor that does not start.
            if host.ownProgram != nil {
                startFailure = .noSupervisor(reason: reason)
                if !state.isInitializing { onEvent(.fault(.noSupervisor(reason: reason))) }
            }
            refuse(process, reason: reason)
        } catch {
            refuse(process, reason: "\(error)")
        }
    }

    func terminate(_ process: EnvironmentProcess) {
        guard let running = processes[process] else { return }
        if let number = running.program.processID { onEvent(.aboutToTerminate(process, processID: number)) }
        // Read before the start, because the process may be quicker than a clock read afterwards.
        let time = host.clock.monotonic
        running.program.signal(.terminate)
        record(.terminated(process), at: time)
    }

    func kill(_ process: EnvironmentProcess) {
        guard let running = processes[process] else { return endStandIn(process) }
        let time = host.clock.monotonic
        running.program.signal(.kill)
        record(.killed(process), at: time)
    }

    private func beginStandIn() {
        guard let standIn else { return }
        // It starts over after a reset.
        var client = StandInClient(standIn.kind)
        let step = client.begin()
        self.standIn = client
        follow(step)
    }

    /// The simulated extension has no process to kill, but ends as if it had.
    private func endStandIn(_ process: EnvironmentProcess) {
        guard let standIn, process == .extension(standIn.kind.extensionName) else { return }
        record(.killed(process))
        endStandIn(.signalled(9))
    }

    private func launch(_ process: EnvironmentProcess) throws {
        guard let parts else { return }
        let (directories, variables) = (parts.directories, parts.variables)
        let place = try place(of: process, in: directories)
        if case .extension = process, isForAnotherMachine(place.file) {
            return refuse(process, reason: Errno.execFormatError.description)
        }
        let program = try BootstrapProgram(
            file: place.file, path: place.path, task: isolation.hasOwnFiles ? nil : directories.task,
            emulatedRoot: plan.emulatedRoot.map { isolation.hasOwnFiles ? SupervisedStart.emulatedRoot : $0 }, on: host)
        if program.isEmulated, process == .runtime { onEvent(.emulated) }
        let environment = process == .runtime ? variables.forRuntime : variables.forExtensions
        let launched = try host.launcher.launch(
            launch(of: program, in: directories, environment: environment),
            hasRoom: { [standardError = host.standardError] in standardError.hasRoom },
            onEvent: { event in
                self.loop.execute { self.assumeIsolated { $0.heard(event, of: process) } }
            })
        processes[process] = RunningProcess(program: launched)
        launchCount += 1
        let number = launchCount
        present[number] = launched
        Task {
            await launched.waitUntilGone()
            present[number] = nil
        }
    }

    private func launch(
        of program: BootstrapProgram, in directories: EnvironmentDirectories, environment: [String: String]
    ) -> ProgramLaunch {
        if let own = host.ownProgram {
            return SupervisedStart(
                isolation, directories: directories, emulatedSystem: plan.emulatedRoot, command: program.command
            )
            .launch(by: own, environment: environment)
        }
        return ProgramLaunch(
            FilePath(program.command[0]), Array(program.command.dropFirst()), environment: environment,
            workingDirectory: directories.task)
    }

    /// A process's program on this machine, and its path in the environment.
    private func place(
        of process: EnvironmentProcess, in directories: EnvironmentDirectories
    ) throws -> (file: FilePath, path: FilePath) {
        let (task, opt) = (FilePath(LambdaPaths.taskDirectory), FilePath(LambdaPaths.layersDirectory))
        var candidates = [(directories.opt, opt, ["extensions"])]
        var name = LambdaPaths.bootstrap
        switch process {
        case .extension(let file): name = file
        // Lambda's search order for the program of an OS-only runtime.
        case .runtime: candidates = [(directories.task, task, []), (directories.opt, opt, [])]
        }
        let places = candidates.map { directory, mounted, below in
            let file = directory.pushing(FilePath(below.joined(separator: "/"))).appending(name)
            let path = mounted.pushing(FilePath(below.joined(separator: "/"))).appending(name)
            return (file: file, path: isolation.hasOwnFiles ? path : file)
        }
        for place in places where try host.files.status(of: place.file, followingLinks: true) != nil { return place }
        throw ProcessError.notFound(executable: places[0].path.string)
    }

    private func heard(_ event: LaunchedProgramEvent, of process: EnvironmentProcess) {
        switch event {
        case .began(let time):
            record(.started(process), at: time)
            if let weaknessReason, isolation == .files { onEvent(.partlyIsolated(reason: weaknessReason)) }
        case .notStarted(let message): notStarted(process, message)
        case .output: takeOutput(of: process)
        case .ended(let end, let time):
            takeOutput(of: process)
            processes[process]?.lines.finish { onEvent(.output(process, line: $0)) }
            processes[process] = nil
            record(.exited(process, end), at: time)
            handle(.exited(process, end))
        }
    }

    /// Reports the lines that all processes have written so far.
    func takeAllOutput() {
        for process in processes.keys { takeOutput(of: process) }
    }

    /// Reports the lines that a process has written so far.
    func takeOutput(of process: EnvironmentProcess) {
        guard let bytes = processes[process]?.program.takeOutput(), !bytes.isEmpty else { return }
        processes[process]?.lines.append(bytes) { onEvent(.output(process, line: $0)) }
    }

    /// Starts a process, with less isolation if the machine does not allow more and it is not required.
    private func notStarted(_ process: EnvironmentProcess, _ message: String) {
        processes[process] = nil
        switch SupervisedStartFailure(message: message) {
        case .notStarted(let reason): refuse(process, reason: reason)
        case .notAllowed(let reason):
            guard plan.isolation != .full, let weaker = isolation.weaker, let directories = parts?.directories else {
                startFailure = .noIsolation(reason: reason)
                return refuse(process, reason: reason)
            }
            isolation = weaker
            weaknessReason = reason
            if !weaker.hasOwnFiles {
                parts?.variables.taskRoot = directories.task.string
                parts?.variables.layerRoot = directories.opt.string
                parts?.variables.temporaryDirectory = directories.temporary.string
                onEvent(.notIsolated(reason: reason))
            }
            start(process)
        }
    }

    private func refuse(_ process: EnvironmentProcess, reason: String) {
        let words = words(ofRefusal: reason, of: process)
        record(.notStarted(process, reason: words))
        // Not within the decision that led to the start.
        loop.execute { self.assumeIsolated { $0.handle(.notStarted(process, reason: words)) } }
    }

    private func words(ofRefusal reason: String, of process: EnvironmentProcess) -> String {
        guard startFailure == nil, let directories = parts?.directories else { return reason }
        guard let place = try? place(of: process, in: directories) else {
            let task = isolation.hasOwnFiles ? FilePath(LambdaPaths.taskDirectory) : directories.task
            return "\(task.appending(LambdaPaths.bootstrap)): \(reason)"
        }
        return LaunchRefusal(
            path: place.path, file: place.file, reason: reason, architecture: plan.architecture, files: host.files
        ).inWords
    }

    /// Whether an extension is for another architecture than the function's: Lambda refuses it, even if an emulator
    /// could run it here.
    private func isForAnotherMachine(_ file: FilePath) -> Bool {
        guard let program = try? ProgramHead(try BootstrapProgram.head(of: file, files: host.files)) else {
            return false
        }
        return Architecture(program.machine) != plan.architecture
    }
}
