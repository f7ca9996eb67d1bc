import ELF
import Model

/// The checks on what a binary asks of the system it starts on, followed through the libraries in the archive.
struct LinkageAudit<Subject: AuditSubject> {
    private let subject: Subject
    private let architecture: Architecture
    private let runtime: LambdaRuntime
    private let hasLayers: Bool
    private let files: [String: AuditedEntry]

    private(set) var findings: [Diagnostic] = []
    private var newest: [String: DottedVersion] = [:]
    private var found: [String: AuditReport.Library] = [:]
    private var libraryFiles: [String: ELFFile] = [:]

    init(subject: Subject, architecture: Architecture, runtime: LambdaRuntime, hasLayers: Bool) {
        self.subject = subject
        self.architecture = architecture
        self.runtime = runtime
        self.hasLayers = hasLayers
        files = Dictionary(subject.entries.map { ($0.path, $0) }) { _, last in last }
    }

    /// The newest version asked for of each kind the runtime is known for, whether it has it or not.
    var requirements: [AuditReport.Requirement] {
        let available = runtime.newestSymbolVersions
        return newest.sorted { $0.key < $1.key }.compactMap { name, needed in
            available[name].map {
                AuditReport.Requirement(name: name, needed: "\(needed)", available: "\($0)")
            }
        }
    }

    /// Every shared library asked for, by name.
    var libraries: [AuditReport.Library] {
        found.values.sorted { $0.name < $1.name }
    }

    /// Audits a file and every library of the archive that it needs, directly or not.
    ///
    /// - Parameter isLibrary: whether it is loaded by others, and so need not be a program.
    mutating func audit(_ root: ELFFile, at path: String, isLibrary: Bool) throws {
        if !isLibrary { checkStart(of: root, at: path) }
        var pending: [(path: String, file: ELFFile, inheritedRPath: [String])] = [(path, root, [])]
        var visited: Set<String> = [path]
        while let next = pending.popLast() {
            let search = LibrarySearch(file: next.file, path: next.path, inheritedRPath: next.inheritedRPath)
            checkForm(of: next.file, at: next.path)
            var providers: [String: String] = [:]
            for name in next.file.dynamic?.neededLibraries ?? [] {
                guard let library = try resolve(name, neededBy: next.path, search: search) else { continue }
                providers[name] = library
                if visited.insert(library).inserted, let file = libraryFiles[library] {
                    pending.append((library, file, search.rpath))
                }
            }
            checkVersions(of: next.file, at: next.path, providers: providers)
        }
        reportMissingLibraries()
    }

    /// Finds a library the way the runtime's loader does: RPATH, then `LD_LIBRARY_PATH`, which begins with the runtime's
    /// own directories and ends with the archive's, then RUNPATH.
    ///
    /// - Returns: the library's path in the archive, or `nil` where it is the runtime's or missing.
    private mutating func resolve(
        _ name: String, neededBy path: String, search: LibrarySearch
    ) throws -> String? {
        let candidates = search.rpath.map { "\($0)/\(name)" }
        if let library = try firstLibrary(among: candidates) {
            return record(name, .archive, neededBy: path, at: library)
        }
        if runtime.sharedLibraries(for: architecture).contains(name) {
            return record(name, .runtime, neededBy: path, at: nil)
        }
        let directories = LambdaRuntime.archiveLibraryDirectories + search.runpath
        if let library = try firstLibrary(among: directories.map { "\($0)/\(name)" }) {
            return record(name, .archive, neededBy: path, at: library)
        }
        return record(name, .missing, neededBy: path, at: nil)
    }

    private mutating func record(
        _ name: String, _ origin: AuditReport.Library.Origin, neededBy path: String, at library: String?
    ) -> String? {
        var entry = found[name] ?? AuditReport.Library(name: name, origin: origin, neededBy: [])
        if !entry.neededBy.contains(path) { entry.neededBy.append(path) }
        found[name] = entry
        return library
    }

    /// The first path that is an ELF file of the right machine; the loader passes over one of another machine.
    private mutating func firstLibrary(among candidates: [String]) throws -> String? {
        for candidate in candidates {
            guard let entry = file(at: candidate) else { continue }
            if libraryFiles[entry.path] != nil { return entry.path }
            let bytes = try subject.bytes(of: entry, limit: LambdaLimits.unzippedBytes)
            do throws(ELFError) {
                let file = try ELFFile(bytes)
                guard Architecture(machine: file.machine) == architecture else {
                    findings.append(
                        .error(
                            "elf.library-wrong-architecture",
                            "the library '\(entry.path)' is for \(file.machine), the function for \(architecture)",
                            explanation: "The loader passes over it."))
                    continue
                }
                libraryFiles[entry.path] = file
                return entry.path
            } catch {
                findings.append(Audit.malformed(entry.path, error))
            }
        }
        return nil
    }

    /// The regular file at a path of the archive, through links.
    private func file(at path: String) -> AuditedEntry? {
        var next = ArchivePath(relative: path)?.text
        // More links than Linux follows (`ELOOP`, path_resolution(7)).
        for _ in 0..<40 {
            guard let path = next, let entry = files[path] else { return nil }
            guard case .link(let target) = entry.kind else { return entry.kind == .file ? entry : nil }
            next =
                target.hasPrefix("/")
                ? ArchivePath(mounted: target)?.text
                : ArchivePath(relative: ArchivePath.directory(of: path) + "/" + target)?.text
        }
        return nil
    }

    private mutating func checkStart(of program: ELFFile, at path: String) {
        guard program.isProgram else {
            findings.append(
                .error("elf.not-executable", "'\(path)' is \(program.type), not a program that can be started"))
            return
        }
        guard let interpreter = program.interpreter, interpreter != runtime.interpreter(for: architecture) else {
            return
        }
        if let own = ArchivePath(mounted: interpreter), let entry = file(at: own.text) {
            if let permissions = entry.permissions, permissions & 0o111 != 0o111 {
                findings.append(
                    .error("elf.interpreter-not-executable", "the dynamic loader '\(entry.path)' may not be executed"))
            }
            return
        }
        findings.append(
            .error(
                "elf.interpreter-missing",
                "'\(path)' asks for the dynamic loader '\(interpreter)', which \(runtime) does not have",
                explanation: "The runtime has '\(runtime.interpreter(for: architecture))'. "
                    + "Every start would fail with 'no such file or directory'.",
                hints: interpreter.contains("musl")
                    ? ["link it fully statically: add -static-executable to the build"]
                    : ["build it on a Linux whose loader is in the usual place"]))
    }

    private mutating func checkForm(of file: ELFFile, at path: String) {
        // A static program applies its relocations itself.
        if file.dynamic?.hasRELR == true, !file.isStaticallyLinked {
            findings.append(
                .error(
                    "elf.relr", "'\(path)' has relative relocations (DT_RELR), which need glibc 2.36",
                    explanation: "\(runtime) has glibc \(runtime.newestSymbolVersions["GLIBC"]?.description ?? "?"); "
                        + "its loader does not apply them.",
                    hints: ["link without -z pack-relative-relocs and without --pack-dyn-relocs=relr"]))
        }
        if file.hasExecutableStack {
            findings.append(
                .warning(
                    "elf.executable-stack", "'\(path)' asks for an executable stack",
                    explanation: "It makes memory faults easier to exploit; usually one assembly file lacks "
                        + "a .note.GNU-stack section.",
                    hints: ["link with -Xlinker -z -Xlinker noexecstack"]))
        }
        for directory in (file.dynamic?.rpath ?? []) + (file.dynamic?.runpath ?? [])
        where LibrarySearch.isForeign(directory) {
            findings.append(
                .warning(
                    "elf.absolute-rpath", "'\(path)' looks for libraries in '\(directory)'",
                    explanation: "That is a directory of the machine it was built on. It is not there on Lambda, "
                        + "and it makes the binary depend on where it was built.",
                    hints: ["build with --static-swift-stdlib, or use $ORIGIN/lib"]))
        }
    }

    private mutating func reportMissingLibraries() {
        for library in libraries where library.origin == .missing {
            let users = library.neededBy.map { "'\($0)'" }.joined(separator: ", ")
            let finding = Diagnostic(
                hasLayers ? .warning : .error, "elf.library-missing",
                "\(users) needs '\(library.name)', which neither \(runtime) nor the archive has",
                explanation: Self.reason(for: library.name)
                    + (hasLayers
                        ? "A layer of the function may bring it; that cannot be seen here."
                        : "Every start would fail with 'cannot open shared object file'."),
                hints: [
                    "bring it in the archive: --include /path/to/\(library.name)=lib/\(library.name)"
                ])
            findings.append(finding)
        }
    }

    private static func reason(for library: String) -> String {
        if library.hasPrefix("libcurl") { return "FoundationNetworking brings libcurl. " }
        if library.hasPrefix("libxml2") { return "FoundationXML brings libxml2. " }
        if library.hasPrefix("libswift") || library.hasPrefix("libFoundation") || library.hasPrefix("libdispatch") {
            return "The Swift runtime was linked dynamically; swiftlambda links it statically. "
        }
        return ""
    }
}

extension LinkageAudit {
    /// Compares the symbol versions a file asks for with those its libraries have.
    private mutating func checkVersions(of file: ELFFile, at path: String, providers: [String: String]) {
        let available = runtime.newestSymbolVersions
        var tooNew: [String: [(version: DottedVersion, symbols: [String])]] = [:]
        for requirement in file.versionRequirements where !requirement.isWeak {
            if let provider = providers[requirement.library] {
                checkDefinition(of: requirement, in: provider, at: path)
                continue
            }
            guard let version = SymbolVersion(requirement.version), let limit = available[version.prefix] else {
                continue
            }
            newest[version.prefix] = max(newest[version.prefix] ?? version.number, version.number)
            if version.number > limit {
                tooNew[version.prefix, default: []].append((version.number, requirement.symbols))
            }
        }
        for (prefix, versions) in tooNew.sorted(by: { $0.key < $1.key }) {
            report(tooNew: versions.sorted { $0.version > $1.version }, of: prefix, at: path)
        }
    }

    private mutating func checkDefinition(
        of requirement: VersionRequirement, in provider: String, at path: String
    ) {
        guard let library = libraryFiles[provider], !library.versionDefinitions.contains(requirement.version) else {
            return
        }
        findings.append(
            .error(
                "elf.version-missing",
                "'\(path)' asks for \(requirement.version), which '\(provider)' in the archive does not have",
                explanation: Self.list(requirement.symbols)))
    }

    private mutating func report(
        tooNew versions: [(version: DottedVersion, symbols: [String])], of prefix: String, at path: String
    ) {
        guard let newest = versions.first?.version, let limit = runtime.newestSymbolVersions[prefix] else { return }
        let symbols = versions.map { "\(prefix)_\($0.version): \(Self.list($0.symbols))" }
        var explanation = symbols.joined(separator: "\n")
        explanation += "\nEvery start would fail with \"version '\(prefix)_\(newest)' not found\"."
        if versions.allSatisfy({ Set($0.symbols).isSubset(of: ["hypot", "hypotf"]) }) {
            explanation += "\nFoundation and the Glibc module's errno bring these in."
        }
        findings.append(
            .error(
                "elf.\(prefix.lowercased())-too-new",
                "'\(path)' asks for \(Self.names[prefix] ?? prefix) \(newest); \(runtime) has \(limit)",
                explanation: explanation,
                hints: [
                    "build it on \(runtime.operatingSystem), for example in a container of the Swift image for it"
                ]))
    }

    private static var names: [String: String] {
        ["GLIBC": "glibc", "GLIBCXX": "libstdc++ (GLIBCXX)", "CXXABI": "the C++ ABI (CXXABI)"]
    }

    private static func list(_ symbols: [String]) -> String {
        let shown = symbols.sorted().prefix(6).joined(separator: ", ")
        return symbols.count > 6 ? "\(shown) and \(symbols.count - 6) more" : shown
    }
}

/// A symbol version such as `GLIBC_2.34`.
struct SymbolVersion {
    let prefix: String
    let number: DottedVersion

    init?(_ text: String) {
        guard let underscore = text.lastIndex(of: "_"),
            let number = DottedVersion(text[text.index(after: underscore)...])
        else { return nil }
        prefix = String(text[..<underscore])
        self.number = number
    }
}

/// The directories of the archive in which a file's own search path looks for libraries.
struct LibrarySearch {
    /// Directories looked through before `LD_LIBRARY_PATH`.
    let rpath: [String]
    /// Directories looked through after it.
    let runpath: [String]

    init(file: ELFFile, path: String, inheritedRPath: [String]) {
        let origin = ArchivePath.directory(of: path)
        let own = file.dynamic.map { ($0.rpath, $0.runpath) } ?? ([], [])
        runpath = own.1.compactMap { Self.directory($0, origin: origin) }
        // A RUNPATH makes the loader ignore every RPATH (ld.so(8)).
        rpath = own.1.isEmpty ? own.0.compactMap { Self.directory($0, origin: origin) } + inheritedRPath : []
    }

    /// Whether a directory of a search path can only be meant for another machine.
    static func isForeign(_ directory: String) -> Bool {
        directory.hasPrefix("/")
            && !["/var/task", "/opt", "/var/lang", "/var/runtime", "/lib", "/usr/lib"].contains {
                directory == $0 || directory.hasPrefix($0 + "/") || directory.hasPrefix($0 + "64")
            }
    }

    private static func directory(_ text: String, origin: String) -> String? {
        for name in ["$ORIGIN", "${ORIGIN}"] where text.hasPrefix(name) {
            return ArchivePath(relative: origin + "/" + text.dropFirst(name.count))?.text
        }
        return ArchivePath(mounted: text)?.text
    }
}
