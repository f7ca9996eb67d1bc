import ELF
import Host
import Model
import SystemPackage

/// How to start a program of the environment: directly, by an emulator, or by a loader from the archive.
struct BootstrapProgram: Sendable, Hashable {
    /// The program to start and the arguments before the environment's own program.
    var command: [String]
    /// Whether every instruction is emulated, so that times are meaningless.
    var isEmulated = false

    /// Inspects a program and decides.
    ///
    /// - Parameters:
    ///   - file: its location on this machine.
    ///   - path: its path in the environment.
    ///   - task: the directory that stands for `/var/task`, if the environment has no such path.
    ///   - emulatedRoot: where the environment has a file system of another architecture.
    init(
        file: FilePath, path: FilePath, task: FilePath?, emulatedRoot: FilePath? = nil, on host: Host
    ) throws {
        // A script, or a file that is not a program, is for the kernel to judge.
        guard let program = try? ProgramHead(try Self.head(of: file, files: host.files)),
            let architecture = Architecture(program.machine)
        else {
            command = [path.string]
            return
        }
        let loader = program.interpreter.flatMap { interpreter -> String? in
            // The program finds the archive's loader only in a root with a real /var/task.
            let prefix = LambdaPaths.taskDirectory + "/"
            guard let task, interpreter.hasPrefix(prefix) else { return nil }
            return task.pushing(FilePath(String(interpreter.dropFirst(prefix.count)))).string
        }
        command = (loader.map { [$0] } ?? []) + [path.string]
        guard architecture != Architecture.current else { return }
        isEmulated = true
        var emulator = [try Emulator.locate(for: architecture, on: host).string]
        // The archive's own loader is where it says; the system's is that of this machine's architecture.
        if let interpreter = program.interpreter, !interpreter.hasPrefix(LambdaPaths.taskDirectory + "/") {
            guard let emulatedRoot else { throw EnvironmentError.noEmulatedSystem(architecture, loader: interpreter) }
            emulator += ["-L", emulatedRoot.string]
        }
        command = emulator + command
    }

    /// The beginning of a file, as long as a program's head can be.
    static func head(of file: FilePath, files: any FileSystem) throws -> [UInt8] {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try files.readParts(of: file) { part in
                head += part.prefix(ProgramHead.size - head.count)
                if head.count == ProgramHead.size { throw Enough() }
            }
        } catch is Enough {}
        return head
    }
}

/// Whether a path names a `bootstrap` itself: an ELF file or a script rather than an archive that contains one.
func isBareProgram(_ path: FilePath, files: any FileSystem) throws -> Bool {
    guard try files.status(of: path, followingLinks: true)?.kind == .regular else { return false }
    let head = try BootstrapProgram.head(of: path, files: files)
    return ELFFile.isELF(head) || head.starts(with: "#!".utf8)
}
