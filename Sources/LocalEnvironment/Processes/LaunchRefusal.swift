import ELF
import Host
import Model
import SystemPackage

/// Why the system refused to start a program of the environment, with clues from the program itself.
struct LaunchRefusal: Sendable, Hashable {
    /// The program's path in the environment.
    var path: String
    /// The system's own words, such as `No such file or directory`.
    var reason: String
    /// The program's first bytes; `nil` if it does not exist.
    var head: [UInt8]?
    /// The program's mode.
    var permissions: FilePermissions?
    /// The function's architecture.
    var architecture: Architecture

    /// The path, the system's words, and what they mean here.
    var inWords: String {
        // A start in its own file system puts the path before the reason.
        let words = reason.hasPrefix("\(path): ") ? String(reason.dropFirst(path.count + 2)) : reason
        return "\(path): \(words)" + (meaning(of: words).map { "; \($0)" } ?? "")
    }

    private func meaning(of words: String) -> String? {
        guard let head else { return nil }
        if words.contains(Errno.noSuchFileOrDirectory.description) {
            return interpreter.map { "the file exists, but its interpreter '\($0)' does not" }
        }
        if words.contains(Errno.permissionDenied.description) {
            guard let permissions else { return nil }
            let execution: FilePermissions = [.ownerExecute, .groupExecute, .otherExecute]
            if permissions.isDisjoint(with: execution) {
                return "its mode 0\(String(permissions.rawValue & 0o777, radix: 8)) allows nobody to execute it"
            }
            return interpreter.map { "it, a directory above it, or its interpreter '\($0)' is not executable" }
        }
        if words.contains(Errno.execFormatError.description) { return formatError(head) }
        return nil
    }

    private func formatError(_ head: [UInt8]) -> String {
        guard ELFFile.isELF(head) else { return "it is neither an ELF program nor a script that begins with #!" }
        guard let machine = try? ProgramHead(head).machine else { return "it is not a 64-bit little-endian program" }
        return "it is built for \(machine), the function for \(architecture)"
    }

    /// What the kernel starts instead, to run this program: a loader, or a script's interpreter.
    private var interpreter: String? {
        guard let head else { return nil }
        if head.starts(with: "#!".utf8) {
            let line = head.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
            return String(decoding: line, as: UTF8.self).split(separator: " ").first.map(String.init)
        }
        return try? ProgramHead(head).interpreter
    }
}

extension LaunchRefusal {
    /// Inspects the refused program.
    init(path: FilePath, file: FilePath, reason: String, architecture: Architecture, files: any FileSystem) {
        self.path = path.string
        self.reason = reason
        // An unreadable file adds nothing to what the system said.
        head = try? BootstrapProgram.head(of: file, files: files)
        permissions = try? files.status(of: file, followingLinks: true)?.permissions
        self.architecture = architecture
    }
}
