import Host
import Model
import Packaging
import Project
import Releasing
import SystemPackage

/// The archives that `package` wrote before, on this machine or another.
struct PackagedArchives {
    let release: ReleaseProject
    /// The commit that is checked out; `nil` if there is none.
    let source: DeploymentRecord.Source?
    let host: Host

    /// The archives of functions, in the order of their names.
    ///
    /// - Throws: ``ArchivesMissing`` with all that are missing; ``ArchivesOfOtherSources``; `ManifestError`; `FileError`.
    func archives(of names: [String]) throws -> [ReleasedArchive] {
        let layout = OutputLayout(output: release.settings.workspace.output)
        var missing: [String] = []
        var others: [String] = []
        var found: [ReleasedArchive] = []
        for function in release.project.functions where names.contains(function.name) {
            let directory = layout.directory(function: function.name, architecture: function.architecture)
            guard let manifest = try manifest(in: directory) else {
                missing.append("\(function.name) for \(function.architecture)")
                continue
            }
            if !isOfSources(manifest.git) { others.append(function.name) }
            found.append(
                ReleasedArchive(
                    function: function.name, digest: manifest.archive.sha256,
                    codeHash: manifest.archive.sourceCodeHash,
                    origin: .file(directory.appending(manifest.archive.file))))
        }
        guard missing.isEmpty else { throw ArchivesMissing(functions: missing, directory: layout.output) }
        guard others.isEmpty else { throw ArchivesOfOtherSources(functions: others, commit: source?.commit) }
        return found
    }

    private func manifest(in directory: FilePath) throws -> Manifest? {
        let path = directory.appending(OutputLayout.manifestName)
        guard try host.files.status(of: path, followingLinks: true) != nil else { return nil }
        let manifest: Manifest
        do {
            manifest = try Manifest(json: try host.files.read(path, limit: 64 << 20))
        } catch let error as FileError {
            throw error
        } catch {
            throw ManifestError(path: path)
        }
        let archive = directory.appending(manifest.archive.file)
        // S3 compares the bytes when they are uploaded.
        let size = try host.files.status(of: archive, followingLinks: true)?.size
        return size == manifest.archive.sizeBytes ? manifest : nil
    }

    /// Whether the version's description, which names the commit that is checked out, would be true.
    private func isOfSources(_ git: GitState?) -> Bool {
        guard git?.commit == source?.commit else { return false }
        return git?.isDirty != true || !release.targets.contains(where: \.isProtected)
    }
}

/// Functions have not been packaged.
struct ArchivesMissing: DiagnosedError, Hashable {
    let functions: [String]
    let directory: FilePath

    var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.no-archive", "not packaged yet: \(functions.joined(separator: ", "))",
                explanation: "With --no-build, archives and their manifests have to be in '\(directory)'.",
                hints: ["package first: swiftlambda package", "to package and deploy in one, leave --no-build out"])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}

/// Archives were not made of the sources that are checked out.
struct ArchivesOfOtherSources: DiagnosedError, Hashable {
    let functions: [String]
    let commit: String?

    var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.other-sources",
                "the archives of \(functions.joined(separator: ", ")) were packaged from other sources than are checked out",
                explanation: commit.map { "The deployment would say that they are of commit \($0)." },
                hints: ["check out the commit that was packaged", "package again: swiftlambda package"])
        ]
    }

    var exitStatus: ExitStatus { .badInput }
}
