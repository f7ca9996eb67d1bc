import Host
import Model
import Packaging
import SystemPackage
import Terraform

/// Finds the archives that `package` wrote, with the paths for a Terraform configuration.
struct ArchiveFinder {
    let archives: FilePath
    let configuration: FilePath
    let files: any FileSystem

    /// The absolute path of a function's archive.
    func archive(of function: LambdaFunction) -> FilePath {
        directory(of: function).appending(OutputLayout.archiveName)
    }

    func references(for functions: [LambdaFunction]) throws -> [String: ArchiveReference] {
        try Dictionary(
            functions.map { function in
                let archive = archive(of: function)
                let manifest = try manifest(in: directory(of: function))
                let size = try files.status(of: archive, followingLinks: true)?.size
                return (
                    function.name,
                    ArchiveReference(
                        path: archive.relative(to: configuration).string, architecture: manifest?.architecture,
                        exists: size != nil, sizeBytes: size, digest: digest(in: manifest, size: size))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    private func directory(of function: LambdaFunction) -> FilePath {
        OutputLayout(output: archives).directory(function: function.name, architecture: function.architecture)
    }

    /// The digest of an archive, if its manifest belongs to it.
    ///
    /// Only the size is compared, since hashing would take seconds for many functions; S3 compares the bytes.
    private func digest(in manifest: Manifest.Identity?, size: Int64?) -> ArchiveReference.Digest? {
        guard let archive = manifest?.archive, archive.sizeBytes == size else { return nil }
        return ArchiveReference.Digest(sha256: archive.sha256, sourceCodeHash: archive.sourceCodeHash)
    }

    private func manifest(in directory: FilePath) throws -> Manifest.Identity? {
        let path = directory.appending(OutputLayout.manifestName)
        guard try files.status(of: path, followingLinks: true) != nil else { return nil }
        return try Manifest.Identity(json: try files.read(path, limit: 64 << 20), at: path)
    }
}
