import JSON
import SystemPackage

/// Uploads a file in parts, with the digest that S3 has to find.
struct PutObjectRequest: AWSRequest {
    /// What S3 did.
    enum Answer: Sendable, Hashable {
        /// It stored the object, under a version in a bucket with versions.
        case stored(versionID: String?)
        /// The object exists, and was left as it is.
        case existed
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
    /// Whether it replaces an object that exists.
    var replaces = false

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("bucket", bucket)
        arguments.add("key", key)
        arguments.add("body", streaming: file)
        arguments.add("checksum-algorithm", "SHA256")
        arguments.add("checksum-sha256", sha256)
        if !replaces { arguments.add("if-none-match", "*") }
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
        .stored(versionID: answer.optionalText("VersionId"))
    }

    /// The precondition is that there is no such object.
    func answer(to error: AWSError) throws(AWSError) -> Answer {
        guard error.reason == .preconditionFailed, !replaces else { throw error }
        return .existed
    }
}
