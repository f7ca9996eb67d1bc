/// What S3 says about an object.
struct StoredObject: Sendable, Hashable {
    /// Its size in bytes.
    var size: Int
    /// Its SHA-256 in base64, if it was uploaded with one.
    var sha256: String?
    /// What names its bytes for a condition of a later write.
    var etag: String?
    /// Its version, in a bucket with versions.
    var versionID: String?
    /// When it was written, as the AWS command line writes times.
    var lastModified: String?
    /// The user's own data about it.
    var metadata: [String: String]

    /// Reads the answer of `head-object` or `get-object`.
    init(reading answer: AWSAnswer) throws(AWSAnswerFault) {
        size = try answer.integer("ContentLength")
        sha256 = answer.optionalText("ChecksumSHA256")
        etag = answer.optionalText("ETag")
        versionID = answer.optionalText("VersionId")
        lastModified = answer.optionalText("LastModified")
        metadata = answer.texts("Metadata")
    }
}
