import ELF
import Model

/// Checks on the Swift runtimes that one process would load, and on paths that its libraries have compiled in.
extension LinkageAudit {
    /// A process can hold one Swift runtime: each has its own types, tasks and executors.
    mutating func reportSwiftRuntimes(of files: [(path: String, file: ELFFile)]) {
        var holders: [String] = []
        var users: [String] = []
        var idlers: [String] = []
        for (path, file) in files {
            // Unreadable files were already reported.
            switch try? file.swiftRuntimeSource() {
            case .own: holders.append(path)
            // The runtime's libraries need each other.
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
                        ? "" : "\(Diagnostic.list(users)) \(users.count == 1 ? "needs" : "need") the shared one. ")
                        + "Each has its own types and tasks, so the function crashes when they "
                        + "mix, at the latest in the first task group.",
                    hints: Self.oneRuntimeHints))
        } else if let holder = linked.first {
            let others = subject.entries.map(\.path).filter { path in
                path == ELFFile.swiftRuntimeLibrary || path.hasSuffix("/" + ELFFile.swiftRuntimeLibrary)
            }
            findings += Diagnostic.about(
                others, .warning, "elf.second-swift-runtime", one: "is a second, unused Swift runtime",
                several: "are additional, unused Swift runtimes",
                explanation:
                    "\(Diagnostic.quoted(holder)) links the runtime statically. "
                    + (idlers.isEmpty
                        ? "If a library with Swift code that needs this one is loaded later, the function crashes."
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
            "in the library's package, declare .library(name: …, targets: …) without 'type: .dynamic'",
            "or depend on a product of it that is not dynamic; to change a dependency, use "
                + "'swift package edit'",
        ]
    }

    /// Certificates and modules that libraries look for at their distribution's paths.
    mutating func reportCompiledPaths(of files: [(path: String, file: ELFFile)]) {
        var modules: [String] = []
        for (path, file) in files {
            let missing = (try? CompiledPaths.missingAuthorities(of: file)) ?? []
            if !missing.isEmpty {
                findings.append(
                    .warning(
                        "elf.missing-certificates",
                        "'\(path)' looks for CA certificates in \(Diagnostic.list(missing))",
                        explanation:
                            "\(runtime) does not have them there, so every TLS connection that is verified with them "
                            + "fails. Its CA certificates are in /etc/pki/tls/certs/ca-bundle.crt.",
                        hints: [
                            "package it with swiftlambda package, which replaces these paths in the libraries that it bundles",
                            "or set that file in the code that opens connections",
                        ]))
            }
            // The paths in the program itself are up to its author.
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
                    + ".\nThis affects only code that loads such modules: character sets of iconv, engines of OpenSSL, and "
                    + "so on."))
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
