import JSON
import SystemPackage

/// Uploads a file in parts, with the digest that S3 has to find; nothing is replaced that somebody else wrote.
struct PutObjectRequest: AWSRequest {
    /// What S3 did.
    enum Answer: Sendable, Hashable {
        /// It stored the object, with an ETag, and under a version in a bucket with versions.
        case stored(etag: String?, versionID: String?)
        /// The object exists, and was left as it is.
        case existed
        /// The object is not the one that was to be replaced, and was left as it is.
        case changedByOther
    }

    static let words = ["s3api", "put-object"]

    /// The bucket's name.
    var bucket: String
    /// The object's key.
    var key: String
    /// The file; absolute.
    var file: FilePath
    /// The file's SHA-256 in base64.
    var sha256: String
    /// The content's media type.
    var contentType: String?
    /// The user's own data about it.
    var metadata: [String: String] = [:]
    /// The ETag of the object that it replaces; `nil` means that there must be none.
    var replacedETag: String?

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("bucket", bucket)
        arguments.add("key", key)
        arguments.add("body", streaming: file)
        arguments.add("checksum-algorithm", "SHA256")
        arguments.add("checksum-sha256", sha256)
        if let replacedETag {
            arguments.add("if-match", replacedETag)
        } else {
            arguments.add("if-none-match", "*")
        }
        arguments.add("content-type", optional: contentType)
        if !metadata.isEmpty {
            let members = metadata.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
            arguments.add("metadata", json: .object(members))
        }
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "s3:PutObject", resources: [place.object(key, in: bucket)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> Answer {
        .stored(etag: answer.optionalText("ETag"), versionID: answer.optionalText("VersionId"))
    }

    /// What a precondition that failed says.
    ///
    /// S3 answers to `If-Match` also with 404 if the object was deleted, and with 409 if it is at the moment (user guide,
    /// "Conditional write behavior").
    func answer(to error: AWSError) throws(AWSError) -> Answer {
        if error.reason == .preconditionFailed { return replacedETag == nil ? .existed : .changedByOther }
        let isGone = ["NoSuchKey", "ConditionalRequestConflict"].contains(error.code)
        guard replacedETag != nil, isGone else { throw error }
        return .changedByOther
    }
}
