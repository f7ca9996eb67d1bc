import ELF
import Model

/// Checks what a binary and its libraries in the archive require from the system.
struct LinkageAudit<Subject: AuditSubject> {
    let subject: Subject
    let architecture: Architecture
    let runtime: LambdaRuntime
    private let hasLayers: Bool
    private let toldMissing: Set<String>
    private let index: EntryIndex
    /// The path of the loader that the program specifies, if the archive contains it.
    private(set) var ownLoader: String?

    var findings: [Diagnostic] = []
    var newest: [String: DottedVersion] = [:]
    private var found: [String: AuditReport.Library] = [:]
    /// The paths of the libraries in the archive, by name.
    private(set) var places: [String: String] = [:]
    private(set) var libraryFiles: [String: ELFFile] = [:]

    init(subject: Subject, architecture: Architecture, expectation: AuditExpectation) {
        self.subject = subject
        self.architecture = architecture
        runtime = expectation.runtime
        hasLayers = expectation.hasLayers
        toldMissing = expectation.toldMissing
        index = EntryIndex(subject.entries)
    }

    /// The newest required version of each kind, whether the runtime has it or not.
    var requirements: [AuditReport.Requirement] {
        let available = runtime.newestSymbolVersions
        return newest.sorted { $0.key < $1.key }.compactMap { name, needed in
            available[name].map {
                AuditReport.Requirement(name: name, needed: "\(needed)", available: "\($0)")
            }
        }
    }

    /// Every shared library that is needed, by name.
    var libraries: [AuditReport.Library] {
        found.values.sorted { $0.name < $1.name }
    }

    /// Audits a file and every library of the archive that it needs, directly or not.
    ///
    /// - Parameter isLibrary: whether other files load it, so that it need not be a program.
    mutating func audit(_ root: ELFFile, at path: String, isLibrary: Bool) throws {
        if !isLibrary { try checkStart(of: root, at: path) }
        var pending: [(path: String, file: ELFFile, inheritedRPath: [String])] = [(path, root, [])]
        var visited: Set<String> = [path]
        // Breadth first, as the loader does: a library that is found once is used for every later need of that name.
        var next = 0
        while next < pending.count {
            let (path, file, inheritedRPath) = pending[next]
            next += 1
            let search = LibrarySearch(file: file, path: path, inheritedRPath: inheritedRPath)
            checkForm(of: file, at: path)
            var providers: [String: String] = [:]
            var needed: Set<String> = []
            for name in file.dynamic?.neededLibraries ?? [] where needed.insert(name).inserted {
                guard let library = try resolve(name, neededBy: path, search: search) else { continue }
                providers[name] = library
                if visited.insert(library).inserted, let file = libraryFiles[library] {
                    pending.append((library, file, search.rpath))
                }
            }
            checkVersions(of: file, at: path, providers: providers)
        }
        reportMissingLibraries()
        reportMixedLibc()
        let files = pending.map { ($0.path, $0.file) }
        reportRelocations(of: files)
        reportSwiftRuntimes(of: files)
        reportCompiledPaths(of: files)
    }

    /// Finds a library the way the loader does: RPATH, then `LD_LIBRARY_PATH`, which begins with the runtime's own
    /// directories and ends with those of the archive, then RUNPATH.
    ///
    /// - Returns: the library's path in the archive, or `nil` if it is the runtime's or missing.
    private mutating func resolve(
        _ name: String, neededBy path: String, search: LibrarySearch<String>
    ) throws -> String? {
        if let earlier = found[name] {
            return record(name, earlier.origin, neededBy: path, at: places[name])
        }
        // The loader is loaded before any search.
        if let ownLoader, name == ownLoader.split(separator: "/").last.map(String.init) {
            return record(name, .archive, neededBy: path, at: ownLoader)
        }
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
        // Each file is audited once, and so is each of its needs.
        found[name, default: AuditReport.Library(name: name, origin: origin, neededBy: [])].neededBy.append(path)
        places[name] = library
        return library
    }

    /// The first path that is an ELF file of the right machine; the loader skips files for other machines.
    private mutating func firstLibrary(among candidates: [String]) throws -> String? {
        for candidate in candidates {
            guard let entry = index.file(at: candidate) else { continue }
            if libraryFiles[entry.path] != nil { return entry.path }
            let bytes = try subject.bytes(of: entry, limit: LambdaLimits.unzippedBytes)
            do throws(ELFError) {
                let file = try ELFFile(bytes)
                guard Architecture(machine: file.machine) == architecture else {
                    findings.append(
                        .error(
                            "elf.library-wrong-architecture",
                            "the library '\(entry.path)' is for \(file.machine), but the function is for \(architecture)",
                            explanation: "The loader skips it."))
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

    private mutating func checkStart(of program: ELFFile, at path: String) throws {
        guard program.isProgram else {
            findings.append(
                .error("elf.not-executable", "'\(path)' is \(program.type), not a program that can be started"))
            return
        }
        guard let interpreter = program.interpreter, interpreter != runtime.interpreter(for: architecture) else {
            return
        }
        let own = ArchivePath(mounted: interpreter)
        if let own, let entry = index.file(at: own.text) {
            ownLoader = try firstLibrary(among: [own.text])
            if let permissions = entry.permissions, permissions & 0o111 != 0o111 {
                findings.append(
                    .error("elf.interpreter-not-executable", "the dynamic loader '\(entry.path)' is not executable"))
            }
            return
        }
        findings.append(
            .error(
                "elf.interpreter-missing",
                "'\(path)' requires the dynamic loader '\(interpreter)', which \(runtime) does not have",
                explanation: "The runtime has '\(runtime.interpreter(for: architecture))'. "
                    + "Every start would fail with 'no such file or directory'.",
                hints: own.map { ["package it with swiftlambda package, which puts '\($0.text)' in the archive"] }
                    ?? (interpreter.contains("musl")
                        ? [Self.staticMuslHint]
                        : ["build it on a Linux whose loader has the standard path"])))
    }

    private mutating func checkForm(of file: ELFFile, at path: String) {
        if file.hasExecutableStack {
            findings.append(
                .warning(
                    "elf.executable-stack", "'\(path)' requests an executable stack",
                    explanation: "It makes memory faults easier to exploit; usually an assembly file lacks "
                        + "a .note.GNU-stack section.",
                    hints: ["link with -Xlinker -z -Xlinker noexecstack"]))
        }
        for directory in (file.dynamic?.rpath ?? []) + (file.dynamic?.runpath ?? [])
        where SearchPathElement.isForeign(directory) {
            findings.append(
                .warning(
                    "elf.absolute-rpath", "'\(path)' looks for libraries in '\(directory)'",
                    explanation: "That directory belongs to the build machine. It does not exist on Lambda, "
                        + "and the binary depends on where it was built.",
                    hints: ["build with --static-swift-stdlib, or use $ORIGIN/lib"]))
        }
    }

    private mutating func reportMissingLibraries() {
        for library in libraries where library.origin == .missing && !toldMissing.contains(library.name) {
            let users = Diagnostic.list(library.neededBy)
            let finding = Diagnostic(
                hasLayers ? .warning : .error, "elf.library-missing",
                "\(users) \(library.neededBy.count == 1 ? "needs" : "need") '\(library.name)', which neither \(runtime) nor the archive has",
                explanation: Self.reason(for: library.name)
                    + (hasLayers
                        ? "A layer of the function may contain it; the audit can't see layers."
                        : "Every start would fail with 'cannot open shared object file'."),
                hints: library.name == Self.muslLibrary
                    ? [Self.staticMuslHint]
                    : [
                        "bundle it: swiftlambda package --bundle auto",
                        "include it yourself: --include /path/to/\(library.name)=lib/\(library.name)",
                    ])
            findings.append(finding)
        }
    }

    /// The name of musl when it is linked dynamically.
    private static var muslLibrary: String { "libc.so" }
    private static var staticMuslHint: String { "link it fully statically: add -static-executable to the build" }

    private static func reason(for library: String) -> String {
        if library == muslLibrary { return "musl was linked dynamically. " }
        if library.hasPrefix("libcurl") { return "FoundationNetworking uses libcurl. " }
        if library.hasPrefix("libxml2") { return "FoundationXML uses libxml2. " }
        if library.hasPrefix("libswift") || library.hasPrefix("libFoundation") || library.hasPrefix("libdispatch") {
            return "The Swift runtime was linked dynamically; swiftlambda links it statically. "
        }
        return ""
    }
}
