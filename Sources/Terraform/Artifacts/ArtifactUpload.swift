package import Model

/// An archive to upload.
package struct ArtifactUpload: Sendable, Hashable, Encodable {
    /// The function's name.
    package var function: String
    /// The archive's path, as a user would type it.
    package var archive: String
    /// The bucket's name.
    package var bucket: String
    /// The key in the bucket.
    package var key: String
    /// The archive's SHA-256 in base64.
    package var hash: String
    /// The bucket's region, if known.
    package var region: String?

    /// The uploads of one function: one for each bucket.
    package static func uploads(
        of function: String, archive: String, entry: ArtifactList.Entry, store: ArtifactStore, regions: [Region]
    ) -> [ArtifactUpload] {
        let known = Set(regions).sorted()
        let places: [Region?] = store.isRegional || known.count == 1 ? known : [nil]
        return places.map { region in
            ArtifactUpload(
                function: function, archive: archive, bucket: region.map(store.bucket(in:)) ?? store.bucket,
                key: entry.key, hash: entry.hash, region: region?.name)
        }
    }

    /// A command for a shell that uploads the archive.
    ///
    /// S3 refuses other bytes than those of the digest, and leaves an object alone that already exists (status 412);
    /// `aws s3 cp` can do neither in every version.
    package var command: String {
        let words =
            [
                "aws", "s3api", "put-object", "--bucket", bucket, "--key", key, "--checksum-algorithm", "SHA256",
                "--checksum-sha256", hash, "--if-none-match", "*",
            ] + (region.map { ["--region", $0] } ?? [])
        return words.map { shellQuoted($0) }.joined(separator: " ") + " --body " + shellQuoted(path: archive)
    }
}
