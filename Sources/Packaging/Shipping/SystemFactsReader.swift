import Building
import Bundling
import Host
import Model
import SystemPackage

/// Reads what is known about the operating system's packages where bundled libraries come from.
struct SystemFactsReader {
    private static let limit = 4 << 20

    let host: Host
    let origin: LibraryOrigin
    /// Runs programs in the image, if the libraries come from one.
    let imageHost: Host?

    /// Reads the operating system's name, and the licences of some of its packages.
    ///
    /// - Throws: `FileError`; `ProcessError`; `CancellationError`. A package without a readable licence has none.
    func facts(ofPackages names: [String]) async throws -> SystemFacts {
        let names = Set(names).sorted()
        guard !names.isEmpty else { return SystemFacts() }
        if let imageHost { return try await facts(ofPackages: names, inImageOf: imageHost) }
        var facts = SystemFacts()
        for path in ["/etc/os-release", "/usr/lib/os-release"] where facts.system == nil {
            facts.system = try text(at: FilePath(path)).flatMap { OperatingSystem(release: $0) }
        }
        for name in names {
            facts.licences[name] = try text(at: Self.copyright(of: name)).map { Licence.named(inDebianCopyright: $0) }
        }
        let others = names.filter { facts.licences[$0] == nil }
        facts.licences.merge(try await rpmLicences(of: others)) { known, _ in known }
        return facts
    }

    private static func copyright(of package: String) -> FilePath {
        FilePath("/usr/share/doc").appending(package).appending("copyright")
    }

    /// A file of the origin; `nil` if it is not there, is none or cannot be read.
    private func text(at path: FilePath) throws -> String? {
        let file = origin.physical(path)
        guard let status = try host.files.status(of: file, followingLinks: true), status.kind == .regular,
            status.size <= Self.limit
        else { return nil }
        return (try? host.files.read(file, limit: Self.limit)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func rpmLicences(of names: [String]) async throws -> [String: [Licence]] {
        guard !names.isEmpty, let rpm = host.processes.locate("rpm") else { return [:] }
        let command = Command(
            rpm.string,
            ["--root", origin.root.string, "--query", "--queryformat", "%{NAME}\\t%{LICENSE}\\n", "--"] + names,
            environment: ["LC_ALL": "C"])
        // Its status is not 0 if it does not know one of them.
        let result = try await host.processes.collect(command, limit: Self.limit)
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n")
            .reduce(into: [:]) { licences, line in
                let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
                if fields.count == 2 { licences[fields[0]] = [Licence(name: fields[1])] }
            }
    }

    private func facts(ofPackages names: [String], inImageOf imageHost: Host) async throws -> SystemFacts {
        let command = Command(
            "/bin/sh", ["-c", Self.script, "sh"] + names, workingDirectory: origin.root, environment: ["LC_ALL": "C"])
        let result = try await imageHost.processes.collect(command, limit: 64 << 20)
        // The documents are complete without it.
        guard result.end.isSuccess else { return SystemFacts() }
        return Self.facts(in: String(decoding: result.output, as: UTF8.self), names: names)
    }

    /// Reads what the script prints: for each part a line with its kind, its content, and a line with a mark.
    static func facts(in output: String, names: [String]) -> SystemFacts {
        var facts = SystemFacts()
        var parts = output.components(separatedByLine: mark)
        guard !parts.isEmpty else { return facts }
        facts.system = OperatingSystem(release: parts.removeFirst())
        for (name, part) in zip(names, parts) {
            let start = part.prefix { $0 != "\n" }
            let content = String(part.dropFirst(start.count + 1))
            switch start {
            case "copyright": facts.licences[name] = Licence.named(inDebianCopyright: content)
            case "rpm":
                let licence = content.split(separator: "\n").first.map(String.init)
                facts.licences[name] = licence.map { [Licence(name: $0)] }
            default: break
            }
        }
        return facts
    }

    private static let mark = "--- end of swiftlambda's part ---"

    private static let script = #"""
        for file in /etc/os-release /usr/lib/os-release; do
            if [ -f "$file" ]; then cat "$file"; break; fi
        done
        echo; echo "\#(mark)"
        for package in "$@"; do
            if [ -f "/usr/share/doc/$package/copyright" ]; then
                echo copyright; cat "/usr/share/doc/$package/copyright"
            elif command -v rpm >/dev/null 2>&1; then
                echo rpm; rpm --query --queryformat '%{LICENSE}\n' "$package" 2>/dev/null
            fi
            echo; echo "\#(mark)"
        done
        """#
}

extension String {
    /// The parts that each end with a line; what follows the last one is left out.
    fileprivate func components(separatedByLine line: String) -> [String] {
        var parts: [[Substring]] = [[]]
        for current in split(separator: "\n", omittingEmptySubsequences: false) {
            if current == line { parts.append([]) } else { parts[parts.count - 1].append(current) }
        }
        return parts.dropLast().map { $0.joined(separator: "\n") }
    }
}
