import ELF
import Host
import Model
import SystemPackage

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
        file: FilePath, path: FilePath, task: FilePath?, on host: Host
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
            let prefix = LambdaPaths.taskDirectory + "/"
            guard let task, interpreter.hasPrefix(prefix) else { return nil }
            return task.pushing(FilePath(String(interpreter.dropFirst(prefix.count)))).string
        }
        command = (loader.map { [$0] } ?? []) + [path.string]
        guard architecture != Architecture.current else { return }
        isEmulated = true
        command = [try Emulator.locate(for: architecture, on: host).string] + command
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

/// Whether a path names a `bootstrap` by itself: an ELF file or a script, rather than an archive that holds one.
func isBareProgram(_ path: FilePath, files: any FileSystem) throws -> Bool {
    guard try files.status(of: path, followingLinks: true)?.kind == .regular else { return false }
    let head = try BootstrapProgram.head(of: path, files: files)
    return ELFFile.isELF(head) || head.starts(with: "#!".utf8)
}
