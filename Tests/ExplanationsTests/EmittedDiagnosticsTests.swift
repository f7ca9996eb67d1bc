import Explanations
import Foundation
import Model
import Testing

/// The sources, walked for identifiers: each has a page, and no page is left of one that went.
@Suite struct EmittedDiagnosticsTests {
    /// Identifiers that are put together when they are used, and what they become.
    private static let composed: [String: [String]] = [
        #"archive.\(operation.rawValue)"#: ["open", "read", "create", "write", "close"].map { "archive.\($0)" },
        #"file.\(operation.rawValue)"#:
            ["read", "write", "create", "rename", "remove", "list", "lock", "link"].map { "file.\($0)" },
        #"elf.\(prefix.lowercased())-too-new"#: ["glibc", "glibcxx", "cxxabi"].map { "elf.\($0)-too-new" },
        #"rehearsal.\(run.verdict.rawValue)"#:
            ["failed", "late", "killed", "no-handler", "never-asked", "crashed"].map { "rehearsal.\($0)" },
    ]
    /// File names whose first part is that of a family.
    private static let others: Set<String> = [
        "archive.h", "config.json", "file.html", "function.debug", "function.zip", "host.conf", "insights.tf",
        "manifest.json", "terraform.tf",
    ]
    /// What a file that is as it should be would say; only those that are not are told of.
    private static let unused: Set<String> = ["terraform.current"]

    /// An identifier in the sources.
    private struct Emission {
        var identifier: String
        /// The severity written before it, if any.
        var severity: Diagnostic.Severity?
        var file: String
    }

    private static let emissions: [Emission] = {
        let families = DiagnosticPages.bundled().pages.map(\.family)
        let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var found: [Emission] = []
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else {
                continue
            }
            func add(_ identifier: Substring, _ severity: Substring?) {
                let names = composed[String(identifier)] ?? [String(identifier)]
                found += names.map {
                    Emission(
                        identifier: $0, severity: severity.flatMap { Diagnostic.Severity(rawValue: String($0)) },
                        file: file.lastPathComponent)
                }
            }
            for match in text.matches(of: /\.(error|warning)\(\s*"((?:[^"\\]|\\\([^"]*\))+)"/) {
                add(match.2, match.1)
            }
            for match in text.matches(of: /\.(error|warning|note),\s*"((?:[^"\\]|\\\([^"]*\))+)"/) {
                add(match.2, match.1)
            }
            for match in text.matches(of: /"([a-z]+)(\.(?:[a-z0-9-]|\\\([^"]*\))+)"/)
            where families.contains(String(match.1)) && !others.contains(String(match.1 + match.2)) {
                add(match.1 + match.2, nil)
            }
        }
        return found
    }()

    /// Pages belong into docs/reference/diagnostics.md.
    @Test func everyEmittedIdentifierHasAPage() {
        let pages = Set(DiagnosticPages.bundled().pages.map(\.identifier)).union(Self.unused)
        #expect(Self.emissions.count > 250)
        let missing = Self.emissions.filter { !pages.contains($0.identifier) }
        #expect(missing.map { "\($0.identifier) of \($0.file)" } == [])
    }

    @Test func everyPageHasAnEmitter() {
        let emitted = Set(Self.emissions.map(\.identifier))
        #expect(DiagnosticPages.bundled().pages.map(\.identifier).filter { !emitted.contains($0) } == [])
    }

    @Test func aPageHasTheSeveritiesOfItsEmitters() {
        let pages = DiagnosticPages.bundled()
        for emission in Self.emissions {
            guard let severity = emission.severity, let page = pages[emission.identifier] else { continue }
            #expect(page.severities.contains(severity), "\(emission.file): \(emission.identifier)")
        }
    }
}
