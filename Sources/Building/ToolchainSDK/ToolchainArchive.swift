import Host
import Model
import SystemPackage

/// A toolchain's archive from swift.org.
struct ToolchainArchive: Sendable {
    let file: FilePath
    let host: Host

    /// What the archive's first member says about it.
    struct Head: Sendable, Hashable {
        /// The directory that contains everything; `nil` if the archive begins with `usr`.
        var directory: String?
        /// The release that it names.
        var release: ToolchainRelease? { directory.flatMap { ToolchainRelease(name: $0) } }

        init(firstMember: String) {
            let first = firstMember.split(separator: "/").first.map(String.init)
            directory = first == "usr" ? nil : first
        }
    }

    /// The directories that every toolchain has.
    static let required = ["usr/lib/swift/linux", "usr/lib/swift/shims", "usr/lib/swift_static/linux"]
    /// What else functions are compiled with, if the release has it.
    static let optional =
        [
            "Block", "CoreFoundation", "_FoundationCShims", "_foundation_unicode", "dispatch", "os", "swiftToCxx",
        ].map { "usr/lib/swift/" + $0 } + ["usr/lib/swift_static", "usr/lib/clang/*/include"]
    /// What is in these directories and not needed.
    static let excluded = ["usr/lib/swift_static/clang", "usr/lib/swift_static/embedded"]

    /// Reads the name of the archive's first member, which takes no time even of a large archive.
    ///
    /// - Throws: `ToolchainSDKError` if it is not an archive; `FileError` if it can't be read.
    func head() async throws -> Head {
        // An error of the system is better reported by its name than by tar.
        _ = try host.files.prefix(of: file, count: 1)
        let command = Command(
            "bash",
            ["-c", #"tar --list --force-local --file "$1" | head -n 1"#, "bash", file.string],
            environment: ["LC_ALL": "C"])
        let result = try await host.processes.collect(command, limit: 1 << 20)
        let member = Self.text(result.output).prefix { $0 != "\n" }
        guard !member.isEmpty else {
            throw Unpacking(message: Self.text(result.error)).isCutOff
                ? ToolchainSDKError.cutOff(file) : .noToolchain(file, missing: [], message: Self.text(result.error))
        }
        return Head(firstMember: String(member))
    }

    /// The command that writes only the needed members; tar refuses those that would leave the directory.
    func unpackCommand(_ head: Head, to sysroot: FilePath) -> Command {
        let prefix = head.directory == nil ? "" : "*/"
        return Command(
            "tar",
            ["--extract", "--force-local", "--file", file.string, "--directory", sysroot.string, "--no-same-owner"]
                + ["--wildcards", "--no-wildcards-match-slash"]
                + (head.directory == nil ? [] : ["--strip-components=1"])
                + Self.excluded.map { "--exclude=" + prefix + $0 } + ["--"]
                + (Self.required + Self.optional).map { prefix + $0 }, environment: ["LC_ALL": "C"])
    }

    /// Unpacks the libraries and modules into a sysroot.
    ///
    /// - Throws: `ToolchainSDKError`; `ProcessError`; `CancellationError`.
    func unpack(_ head: Head, to sysroot: FilePath) async throws {
        let result = try await host.processes.collect(unpackCommand(head, to: sysroot), limit: 4 << 20)
        guard !result.end.isSuccess else { return }
        let unpacking = Unpacking(message: Self.text(result.error))
        if unpacking.isCutOff { throw ToolchainSDKError.cutOff(file) }
        if unpacking.leavesDirectory { throw ToolchainSDKError.unsafeArchive(file, message: unpacking.problems) }
        guard unpacking.problems.isEmpty, case .exited = result.end else {
            throw ToolchainSDKError.unreadableArchive(file, message: unpacking.problems)
        }
        let missing = Self.required.filter { part in unpacking.absent.contains { $0.hasSuffix(part) } }
        guard missing.isEmpty else { throw ToolchainSDKError.noToolchain(file, missing: missing, message: "") }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// What tar says of an archive that it could not unpack as asked.
struct Unpacking: Sendable, Hashable {
    /// The patterns that no member matches.
    private(set) var absent: [String] = []
    /// Everything else.
    private(set) var problems = ""

    init(message: String) {
        let ending = ": Not found in archive"
        var lines: [Substring] = []
        for line in message.split(separator: "\n") {
            if line.hasSuffix(ending) {
                absent.append(String(line.dropFirst("tar: ".count).dropLast(ending.count)))
            } else if !line.contains("Exiting with failure status") {
                lines.append(line)
            }
        }
        problems = lines.joined(separator: "\n")
    }

    /// Whether the archive ends too early.
    var isCutOff: Bool {
        ["Unexpected EOF", "unexpected end of file", "premature end", "Truncated"].contains { problems.contains($0) }
    }

    /// Whether a member's path is not below the directory that it is unpacked to.
    var leavesDirectory: Bool { problems.contains("contains '..'") }
}
