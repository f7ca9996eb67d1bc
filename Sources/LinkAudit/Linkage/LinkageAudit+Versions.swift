import ELF
import Model

extension LinkageAudit {
    /// Compares the symbol versions that a file requires with those that its libraries have.
    mutating func checkVersions(of file: ELFFile, at path: String, providers: [String: String]) {
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
                "'\(path)' requires \(requirement.version), which '\(provider)' in the archive does not have",
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
            explanation += "\nFoundation and the Glibc module's errno use these."
        }
        findings.append(
            .error(
                "elf.\(prefix.lowercased())-too-new",
                "'\(path)' requires \(Self.names[prefix] ?? prefix) \(newest); \(runtime) has \(limit)",
                explanation: explanation,
                hints: [
                    "build it on \(runtime.operatingSystem), for example in a container of the Swift image for it",
                    "bundle a C library in the archive: swiftlambda package --bundle auto",
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
