import Archive
import ELF
package import Host
package import LinkAudit
import Model
package import SystemPackage

/// Inspects zip and ELF files, made by swiftlambda or by other tools.
package struct Inspector: Sendable {
    private let host: Host
    private let expectation: AuditExpectation

    /// Creates an inspector that audits against an expectation.
    package init(host: Host, expectation: AuditExpectation) {
        self.host = host
        self.expectation = expectation
    }

    /// Inspects a file.
    ///
    /// - Parameter path: the file; absolute.
    /// - Throws: `InspectionError`, `ArchiveError`, `FileError`.
    package func inspect(_ path: FilePath) throws -> Inspection {
        guard let status = try host.files.status(of: path, followingLinks: true) else {
            throw InspectionError.notFound(path)
        }
        guard status.kind == .regular else { throw InspectionError.notRegular(path) }
        let prefix = try host.files.prefix(of: path, count: 4)
        if ELFFile.isELF(prefix) {
            guard status.size <= Int64(InspectionError.largestELF) else {
                throw InspectionError.tooLarge(path, size: status.size)
            }
            return try inspectELF(path, status)
        }
        // A zip file can start with anything, such as a program that unpacks it: its directory is at the end.
        do {
            return try inspectZip(path, status)
        } catch ArchiveError.malformed where !prefix.starts(with: Array("PK".utf8)) {
            throw InspectionError.notRecognised(path)
        }
    }

    /// The digest of the file; reading takes time, and a signal can interrupt it.
    private func sha256(of path: FilePath) throws -> String {
        try Digests.sha256(ofFile: path, files: host.files) { _ in try Task.checkCancellation() }
    }

    private func inspectZip(_ path: FilePath, _ status: FileStatus) throws -> Inspection {
        let reader = try ArchiveReader(path: path.string)
        try Task.checkCancellation()
        let subject = try ZipSubject(reader)
        try Task.checkCancellation()
        var report = try Audit(expectation).run(on: subject)
        report.findings += TreeAudit.zippedSize(status.size)
        report.sortFindings()
        let entries = reader.directory.entries
            .sorted { ($1.compressedSize, $0.path) < ($0.compressedSize, $1.path) }
            .map { entry in
                Inspection.Entry(
                    path: entry.path, sizeBytes: entry.size, compressedSizeBytes: entry.compressedSize,
                    mode: entry.permissions.map { "0" + String($0, radix: 8) })
            }
        let sha256 = try sha256(of: path)
        let documents = ShippedDocuments(beside: path, sha256: sha256, files: host.files)
        return Inspection(
            path: path.string, kind: .zip, sizeBytes: status.size,
            unzippedSizeBytes: entries.reduce(0) { $0 + $1.sizeBytes },
            sha256: sha256, architecture: report.architecture,
            runtime: expectation.runtime, entries: entries, binary: try bootstrapBinary(of: subject, archive: path),
            requirements: report.requirements, libraries: report.libraries, cLibrary: report.cLibrary,
            consequences: AuditConsequence.all(of: report.findings), softwareBill: documents.bill,
            provenance: documents.provenance, diagnostics: report.findings + documents.diagnostics)
    }

    private func bootstrapBinary(of subject: ZipSubject, archive: FilePath) throws -> Inspection.Binary? {
        guard
            let entry = subject.entries.last(where: { $0.path == LambdaPaths.bootstrap && $0.kind == .file }),
            entry.sizeBytes <= Int64(LambdaLimits.unzippedBytes)
        else { return nil }
        let bytes = try subject.bytes(of: entry, limit: LambdaLimits.unzippedBytes)
        guard ELFFile.isELF(bytes) else { return nil }
        let symbols = try symbolsFile(beside: archive)
        do throws(ELFError) {
            let file = try ELFFile(bytes)
            let isSameBuild = file.buildID != nil && file.buildID == symbols?.buildID
            return try binary(of: file, symbols: isSameBuild ? symbols : nil, at: entry.path)
        } catch {
            // The audit already reported that it is invalid.
            return nil
        }
    }

    /// The symbols that `package --symbols` saved; other files are ignored.
    private func symbolsFile(beside archive: FilePath) throws -> ELFFile? {
        let path = archive.removingLastComponent().appending(OutputLayout.symbolsName)
        guard try host.files.status(of: path, followingLinks: true)?.kind == .regular else { return nil }
        return try? ELFFile(try host.files.read(path, limit: InspectionError.largestELF))
    }

    private func inspectELF(_ path: FilePath, _ status: FileStatus) throws -> Inspection {
        let bytes = try host.files.read(path, limit: InspectionError.largestELF)
        let subject = LoneFileSubject(
            name: path.lastComponent?.string ?? path.string, bytes: bytes,
            permissions: UInt16(truncatingIfNeeded: status.permissions.rawValue))
        do {
            let file = try ELFFile(bytes)
            let report = try Audit(expectation).run(onProgram: subject.entries[0], of: subject)
            return Inspection(
                path: path.string, kind: .elf, sizeBytes: status.size, unzippedSizeBytes: nil,
                sha256: try sha256(of: path), architecture: report.architecture, runtime: expectation.runtime,
                entries: [], binary: try binary(of: file, at: subject.entries[0].path),
                requirements: report.requirements, libraries: report.libraries, cLibrary: report.cLibrary,
                consequences: AuditConsequence.all(of: report.findings), diagnostics: report.findings)
        } catch let error as ELFError {
            throw InspectionError.malformedELF(path, reason: "\(error)")
        }
    }

    private func binary(
        of file: ELFFile, symbols: ELFFile? = nil, at path: String
    ) throws(ELFError) -> Inspection.Binary {
        let sizes = try (symbols ?? file).moduleSizes()
        // The few symbols that stripping leaves for the loader would give a wrong picture.
        let shares = sizes.map { $0.isPartial ? [] : $0.shares } ?? []
        return Inspection.Binary(
            path: path,
            isStaticallyLinked: file.isProgram ? file.isStaticallyLinked : nil,
            sections: file.sections.filter { $0.occupiesFile && $0.size > 0 }
                .sorted { ($1.size, $0.name) < ($0.size, $1.name) }
                .map { Inspection.Part(name: $0.name, sizeBytes: $0.size) },
            modules: shares.map { Inspection.Part(name: $0.owner.description, sizeBytes: $0.bytes) })
    }
}
