import ELF
import Host
import Model
import SystemPackage

/// Runs programs of another architecture, as QEMU's user mode does.
enum Emulator {
    /// The names under which distributions have it.
    static func programNames(for architecture: Architecture) -> [String] {
        let machine = architecture == .arm64 ? "aarch64" : "x86_64"
        return ["qemu-\(machine)-static", "qemu-\(machine)"]
    }

    static func locate(for architecture: Architecture, on host: Host) throws(EnvironmentError) -> FilePath {
        guard let path = Self.programNames(for: architecture).lazy.compactMap(host.processes.locate).first else {
            throw .noEmulator(architecture)
        }
        return path
    }
}

/// How a program of the environment is started: by itself, by an emulator, or by a loader that the archive brings.
struct BootstrapProgram: Sendable, Hashable {
    /// The program to start and what precedes the environment's own program on its command line.
    var command: [String]
    /// Whether times say nothing, since every instruction is emulated.
    var isEmulated = false

    /// Looks at a program and decides.
    ///
    /// - Parameters:
    ///   - file: where it lies now.
    ///   - path: what it is called in the environment.
    ///   - task: what is `/var/task`, where the environment has no such path.
    init(
        file: FilePath, path: FilePath, task: FilePath?, emulatorRoot: FilePath?, on host: Host
    ) throws {
        // A script, or what is no program at all, is for the kernel to judge.
        guard let program = try? ProgramHead(try Self.head(of: file, files: host.files)),
            let architecture = Architecture(program.machine)
        else {
            command = [path.string]
            return
        }
        let loader = program.interpreter.flatMap { interpreter -> String? in
            // Only a root with /var/task in its place has the archive's loader where the program looks for it.
            guard let task, interpreter.hasPrefix("/var/task/") else { return nil }
            return task.pushing(FilePath(String(interpreter.dropFirst("/var/task/".count)))).string
        }
        command = (loader.map { [$0] } ?? []) + [path.string]
        guard architecture != Architecture.current else { return }
        isEmulated = true
        var emulator = [try Emulator.locate(for: architecture, on: host).string]
        if let emulatorRoot { emulator += ["-L", emulatorRoot.string] }
        command = emulator + command
    }

    /// A file's first bytes, as many as a program's head may have.
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

extension Architecture {
    /// The architecture of an ELF file's instruction set, where Lambda has it.
    init?(_ machine: Machine) {
        switch machine {
        case .x86_64: self = .x86_64
        case .aarch64: self = .arm64
        case .other: return nil
        }
    }
}
