import ELF
import Model

/// The checks on the runtimes that one process would have, and on what its libraries look for at places of their own.
extension LinkageAudit {
    /// A process has room for one Swift runtime: each keeps types, tasks and executors of its own.
    mutating func reportSwiftRuntimes(of files: [(path: String, file: ELFFile)]) {
        var holders: [String] = []
        var users: [String] = []
        var idlers: [String] = []
        for (path, file) in files {
            // What cannot be read was reported already.
            switch try? file.swiftRuntimeSource() {
            case .own: holders.append(path)
            // The runtime's own libraries ask for each other.
            case .shared where Self.isOfSwift(path): break
            case .shared: if (try? file.usesSwiftRuntime()) == false { idlers.append(path) } else { users.append(path) }
            case nil: break
            }
        }
        let shared = holders.filter { $0.hasSuffix(ELFFile.swiftRuntimeLibrary) }
        let linked = holders.filter { !$0.hasSuffix(ELFFile.swiftRuntimeLibrary) }
        if linked.count > 1 || !linked.isEmpty && !shared.isEmpty && !users.isEmpty {
            findings.append(
                .error(
                    "elf.two-swift-runtimes",
                    "the process would have \(holders.count) Swift runtimes: in \(Diagnostic.list(holders))",
                    explanation: (users.isEmpty
                        ? "" : "\(Diagnostic.list(users)) \(users.count == 1 ? "asks" : "ask") for the shared one. ")
                        + "Each has types and tasks of its own, so that the function crashes where one meets the "
                        + "other's, at the latest in the first task group.",
                    hints: Self.oneRuntimeHints))
        } else if let holder = linked.first {
            let others = subject.entries.map(\.path).filter { path in
                path == ELFFile.swiftRuntimeLibrary || path.hasSuffix("/" + ELFFile.swiftRuntimeLibrary)
            }
            findings += Diagnostic.about(
                others, .warning, "elf.second-swift-runtime", one: "is a second Swift runtime, which nothing uses",
                several: "are further Swift runtimes, which nothing uses",
                explanation:
                    "\(Diagnostic.quoted(holder)) has the runtime linked into it. "
                    + (idlers.isEmpty
                        ? "A library with Swift code that is loaded later and asks for this one makes the function crash."
                        : "\(Diagnostic.list(idlers)) \(idlers.count == 1 ? "loads" : "load") the other and so far "
                            + "\(idlers.count == 1 ? "has" : "have") no types that need it. With the first one the function "
                            + "crashes."),
                hints: Self.oneRuntimeHints)
        }
    }

    private static func isOfSwift(_ path: String) -> Bool {
        path.split(separator: "/").last?.hasPrefix("libswift") == true
    }

    private static var oneRuntimeHints: [String] {
        [
            "in the package with the library: .library(name: …, targets: …) without 'type: .dynamic'",
            "or depend on a product of it that is not dynamic; a fork of a dependency can be used with "
                + "'swift package edit'",
        ]
    }

    /// Certificates and modules that libraries look for where their distribution has them.
    mutating func reportCompiledPaths(of files: [(path: String, file: ELFFile)]) {
        var modules: [String] = []
        for (path, file) in files {
            let missing = (try? CompiledPaths.missingAuthorities(of: file)) ?? []
            if !missing.isEmpty {
                findings.append(
                    .warning(
                        "elf.missing-certificates",
                        "'\(path)' looks for certificates of authorities in \(Diagnostic.list(missing))",
                        explanation: "\(runtime) has none there, so that each TLS connection that is verified with it "
                            + "fails. They are in /etc/pki/tls/certs/ca-bundle.crt.",
                        hints: [
                            "package it with swiftlambda package, which replaces such paths in the libraries it brings",
                            "or set that file in the code that makes connections",
                        ]))
            }
            // The program's own paths are its author's.
            guard path != LambdaPaths.bootstrap else { continue }
            modules += (try? CompiledPaths.moduleDirectories(of: file, architecture: architecture)) ?? []
        }
        let directories = Set(modules).sorted()
        guard !directories.isEmpty else { return }
        findings.append(
            Diagnostic(
                .note, "elf.foreign-directories",
                "libraries of the archive look for modules in \(directories.count) "
                    + "\(directories.count == 1 ? "directory" : "directories") that \(runtime) does not have",
                explanation: Diagnostic.list(directories)
                    + ".\nOnly what asks for such a module misses it: character sets of iconv, engines of OpenSSL, and "
                    + "the like."))
    }

    /// The C library that the program runs on.
    func cLibrary(of program: ELFFile) -> LibcInfo? {
        if program.isStaticallyLinked { return LibcInfo(.program) }
        guard let library = libraries.first(where: { $0.name == "libc.so.6" }) else { return nil }
        if let file = places["libc.so.6"].flatMap({ libraryFiles[$0] }) {
            return (try? LibcInfo(ownLibrary: file)) ?? LibcInfo(.archive)
        }
        guard library.origin == .runtime else { return nil }
        return LibcInfo(.runtime, name: runtime.newestSymbolVersions["GLIBC"].map { "glibc \($0)" })
    }
}
