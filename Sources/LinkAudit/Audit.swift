import ELF
import Model

/// Checks whether Lambda will accept an archive and start it.
package struct Audit: Sendable {
    /// What the archive is checked against.
    package var expectation: AuditExpectation

    /// Creates an audit.
    package init(_ expectation: AuditExpectation) {
        self.expectation = expectation
    }

    /// Audits a whole archive.
    ///
    /// - Throws: an error if the subject can't be read. Problems in its content are findings.
    package func run(on subject: some AuditSubject) throws -> AuditReport {
        var report = AuditReport()
        report.findings =
            TreeAudit(entries: subject.entries, runtime: expectation.runtime, architecture: expectation.architecture)
            .findings() + runtimeFindings()
        let bootstraps = subject.entries.filter { $0.path == LambdaPaths.bootstrap }
        if let bootstrap = bootstraps.last {
            try audit(bootstrap: bootstrap, of: subject, into: &report)
        } else {
            report.findings.append(missingBootstrap(subject.entries))
        }
        report.sortFindings()
        return report
    }

    /// Audits one ELF file, such as a binary that is not in an archive yet.
    ///
    /// - Throws: `ELFError` if the file can't be parsed, or an error if the subject can't be read.
    package func run(onProgram entry: AuditedEntry, of subject: some AuditSubject) throws -> AuditReport {
        var report = AuditReport()
        let file = try ELFFile(try subject.bytes(of: entry, limit: LambdaLimits.unzippedBytes))
        guard !file.isSeparateDebugFile else {
            report.architecture = Architecture(machine: file.machine)
            return report
        }
        report.findings = runtimeFindings()
        try auditLinkage(of: file, entry, subject, into: &report)
        report.sortFindings()
        return report
    }

    private func missingBootstrap(_ entries: [AuditedEntry]) -> Diagnostic {
        let deeper = entries.first { $0.path.hasSuffix("/\(LambdaPaths.bootstrap)") }
        return .error(
            "bootstrap.missing", "the archive has no 'bootstrap' at its root",
            explanation: (deeper.map { "There is '\($0.path)', but " } ?? "")
                + "Lambda starts \(Self.program) and fails with Runtime.InvalidEntrypoint without it.",
            hints: deeper == nil
                ? ["package the function with 'swiftlambda package'"]
                : ["zip from inside the directory, so that 'bootstrap' is at the root of the archive"])
    }

    private func audit(
        bootstrap: AuditedEntry, of subject: some AuditSubject, into report: inout AuditReport
    ) throws {
        guard bootstrap.kind == .file else {
            report.findings.append(
                .error(
                    "bootstrap.not-regular", "'bootstrap' is not a regular file",
                    explanation: "Lambda starts \(Self.program) directly."))
            return
        }
        if let permissions = bootstrap.permissions, permissions & 0o111 != 0o111 {
            report.findings.append(
                .error(
                    "bootstrap.not-executable", "'bootstrap' is not executable by all users",
                    explanation: "Its mode is 0\(String(permissions & 0o7777, radix: 8)). Lambda runs it as an "
                        + "unprivileged user, and fails with Runtime.InvalidEntrypoint.",
                    hints: ["chmod 755 bootstrap, then zip it again"]))
        }
        // Limited to what Lambda unzips: a larger file is already an error.
        guard bootstrap.sizeBytes <= Int64(LambdaLimits.unzippedBytes) else { return }
        let bytes = try subject.bytes(of: bootstrap, limit: LambdaLimits.unzippedBytes)
        if bytes.starts(with: Array("#!".utf8)) {
            report.findings += ScriptAudit(runtime: expectation.runtime)
                .findings(bytes, permissions: bootstrap.permissions, in: subject.entries)
        } else if ELFFile.isELF(bytes) {
            do {
                try auditLinkage(of: try ELFFile(bytes), bootstrap, subject, into: &report)
            } catch let error as ELFError {
                report.findings.append(Self.malformed(bootstrap.path, error))
            }
        } else {
            report.findings.append(
                .error(
                    "bootstrap.not-a-program", "'bootstrap' is neither an ELF binary nor a script",
                    explanation: bytes.isEmpty
                        ? "It is empty." : "A script begins with '#!' and the path of its interpreter."))
        }
    }

    private func auditLinkage(
        of file: ELFFile, _ entry: AuditedEntry, _ subject: some AuditSubject, into report: inout AuditReport
    ) throws {
        let architecture = Architecture(machine: file.machine)
        report.architecture = architecture
        guard let architecture, architecture == expectation.architecture ?? architecture else {
            report.findings.append(wrongArchitecture(entry.path, file.machine))
            return
        }
        var linkage = LinkageAudit(subject: subject, architecture: architecture, expectation: expectation)
        let isLibrary = entry.path != LambdaPaths.bootstrap && file.type == .sharedObject && !file.isProgram
        try linkage.audit(file, at: entry.path, isLibrary: isLibrary)
        report.findings += linkage.findings
        report.requirements = linkage.requirements
        report.libraries = linkage.libraries
        if !isLibrary { report.cLibrary = linkage.cLibrary(of: file) }
    }

    private func wrongArchitecture(_ path: String, _ machine: Machine) -> Diagnostic {
        let wanted = expectation.architecture.map { "the function is \($0)" } ?? "Lambda runs x86_64 and arm64"
        return .error(
            "elf.wrong-architecture", "'\(path)' is for \(machine), but \(wanted)",
            explanation: "Every start would fail with 'exec format error'.",
            hints: Architecture(machine: machine).map { ["deploy it as \($0), or build it for the other architecture"] }
                ?? [])
    }

    /// The program that Lambda starts.
    private static let program = "\(LambdaPaths.taskDirectory)/\(LambdaPaths.bootstrap)"

    static func malformed(_ path: String, _ error: ELFError) -> Diagnostic {
        .error("elf.malformed", "'\(path)' is not a valid ELF file", explanation: "\(error)")
    }

    private func runtimeFindings() -> [Diagnostic] {
        guard let date = expectation.runtime.supportEnded else { return [] }
        return [
            .warning(
                "runtime.support-ended", "AWS ended support for \(expectation.runtime) on \(date)",
                explanation: "Functions on it get no security patches.",
                hints: ["use --runtime \(LambdaRuntime.providedAL2023)"])
        ]
    }
}
