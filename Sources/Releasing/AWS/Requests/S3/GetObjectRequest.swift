import SystemPackage

/// Downloads an object to a file, which it replaces in place; the digest is checked if S3 has one.
struct GetObjectRequest: AWSRequest {
    static let words = ["s3api", "get-object"]

    /// The bucket's name.
    var bucket: String
    /// The object's key.
    var key: String
    /// The file; absolute.
    var file: FilePath

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("bucket", bucket)
        arguments.add("key", key)
        arguments.add("checksum-mode", "ENABLED")
        arguments.add(output: file)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "s3:GetObject", resources: [place.object(key, in: bucket)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> StoredObject {
        try StoredObject(reading: answer)
    }
}
