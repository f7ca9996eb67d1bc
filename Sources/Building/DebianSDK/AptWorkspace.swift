import Host
import Model
import SystemPackage

/// A private apt with its own sources, state and cache, and the machine's configuration, mirrors and keys.
///
/// It does not read or change the machine's package state. apt checks the signatures of the indices and the
/// digests of the packages, and resumes interrupted downloads.
struct AptWorkspace: Sendable {
    let directory: FilePath
    let architecture: Architecture
    let host: Host
    /// Whether the mirror has the state of a past day.
    var isSnapshot = false

    /// The directory of downloaded packages.
    var archives: FilePath { directory.appending("archives") }
    /// The lock that prevents concurrent runs in a workspace.
    var lock: FilePath { directory.appending("lock") }

    /// The machine's mirror of Debian.
    ///
    /// - Throws: `SDKMakeError.noMirror`.
    static func mirror(on host: Host) async throws -> String {
        let command = Command(
            "apt-get", ["indextargets", "--format", "$(REPO_URI) $(COMPONENT)", "Created-By: Packages"])
        let result = try await host.processes.collect(command, limit: 4 << 20)
        guard result.end.isSuccess else { throw SDKMakeError.apt(.mirror, message: text(result.error)) }
        guard let mirror = mirror(in: text(result.output)) else { throw SDKMakeError.noMirror }
        return mirror
    }

    /// The first source whose URL looks like a Debian mirror, with the component `main`.
    static func mirror(in lines: String) -> String? {
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 2, words[1] == "main" else { continue }
            var uri = words[0][...]
            while uri.last == "/" { uri.removeLast() }
            guard uri.split(separator: "/").last == "debian" else { continue }
            return String(uri)
        }
        return nil
    }

    /// The Debian archive keys from the package `debian-archive-keyring`; without it, apt uses its own.
    private static let keyrings: [FilePath] = [
        "/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg",
    ]

    /// Creates the directories and files that apt needs.
    func prepare(mirror: String, suite: String) throws {
        for path in ["archives", "state/lists/partial", "cache/archives/partial"] {
            try host.files.makeDirectory(directory.pushing(FilePath(path)))
        }
        let keyring = try Self.keyrings.first { try host.files.status(of: $0, followingLinks: true) != nil }
        try write(
            "deb \(keyring.map { "[signed-by=\($0)] " } ?? "")\(mirror) \(suite) main\n", to: "sources.list")
        try write("", to: "status")
        try write(Self.configuration, to: "apt.conf")
    }

    /// Resets the machine's settings for its own packages: hooks and architectures.
    static let configuration = """
        #clear APT::Update::Pre-Invoke;
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear DPkg::Pre-Invoke;
        #clear DPkg::Post-Invoke;
        #clear DPkg::Pre-Install-Pkgs;
        #clear APT::Architectures;

        """

    private func write(_ text: String, to name: String) throws(FileError) {
        try host.files.write(
            Array(text.utf8), to: directory.appending(name), permissions: .readableByAll)
    }

    /// `apt-get` in the workspace.
    func command(_ arguments: [String]) -> Command {
        let settings = [
            "Dir::Etc::sourcelist=\(directory.appending("sources.list"))", "Dir::Etc::sourceparts=/dev/null",
            "Dir::State=\(directory.appending("state"))", "Dir::State::status=\(directory.appending("status"))",
            "Dir::Cache=\(directory.appending("cache"))",
            "Dir::Cache::archives=\(directory.appending("cache").appending("archives"))",
            "APT::Architecture=\(architecture.debianName)", "APT::Architectures::=\(architecture.debianName)",
            // The workspace belongs to the user, so apt's unprivileged account can't write there.
            "APT::Sandbox::User=", "APT::Update::Error-Mode=any", "APT::Status-Fd=1",
            // The lists of snapshot.debian.org stay as they were on their day; the signatures are checked all the same.
            "Acquire::Check-Valid-Until=\(isSnapshot ? "false" : "true")",
        ]
        return Command(
            "apt-get", ["-c", directory.appending("apt.conf").string] + settings.flatMap { ["-o", $0] } + arguments,
            workingDirectory: archives, environment: ["LC_ALL": "C", "APT_CONFIG": nil])
    }

    /// Downloads the indices and checks their signatures.
    func update() async throws {
        try await run(["update"], stage: .update) { _ in }
    }

    /// The packages to download.
    ///
    /// - Throws: `SDKMakeError.missingPackages` if the suite lacks some.
    func list(_ set: DebianPackageSet) async throws -> [DebianPackage] {
        let found = try await uris(["download", "--print-uris"] + set.packages)
        let missing = set.packages.filter { name in !found.contains { $0.name == name } }
        guard missing.isEmpty else { throw SDKMakeError.missingPackages(missing, suite: set.suite) }
        guard !set.libraries.isEmpty else { return found }
        // Nothing counts as installed here, so that apt names all that they depend on.
        let closure = try await uris(
            ["install", "--print-uris", "--quiet=2", "--no-install-recommends"] + set.libraries)
        return found + closure.filter { package in !found.contains { $0.name == package.name } }
    }

    private func uris(_ arguments: [String]) async throws -> [DebianPackage] {
        var command = command(arguments)
        // With the real cache it would omit downloaded packages.
        command.workingDirectory = directory
        let result = try await host.processes.collect(command, limit: 4 << 20)
        guard result.end.isSuccess else { throw SDKMakeError.apt(.list, message: Self.text(result.error)) }
        return Self.text(result.output).split(separator: "\n").compactMap { DebianPackage(line: String($0)) }
    }

    /// Downloads packages, resuming an earlier run.
    func download(_ packages: [String], onPercent: @escaping @Sendable (Int) -> Void) async throws {
        try await run(["download"] + packages, stage: .download, onPercent: onPercent)
    }

    private func run(
        _ arguments: [String], stage: SDKMakeError.Stage, onPercent: @escaping @Sendable (Int) -> Void
    ) async throws {
        let messages = MessageCollector()
        let end = try await host.processes.stream(command(arguments)) { line in
            if let percent = Self.percent(in: line) {
                onPercent(percent)
            } else {
                messages.append(line)
            }
        }
        guard end.isSuccess else { throw SDKMakeError.apt(stage, message: messages.text) }
    }

    /// Reads `dlstatus:2:13.6204:Retrieving file 2 of 2`.
    static func percent(in line: String) -> Int? {
        let parts = line.split(separator: ":")
        guard parts.count >= 3, parts[0] == "dlstatus" else { return nil }
        return parts[2].split(separator: ".").first.flatMap { Int($0) }
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
