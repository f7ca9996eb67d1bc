/// Asks whether an object exists.
struct HeadObjectRequest: AWSRequest {
    static let words = ["s3api", "head-object"]

    /// The bucket's name.
    var bucket: String
    /// The object's key.
    var key: String

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("bucket", bucket)
        arguments.add("key", key)
        arguments.add("checksum-mode", "ENABLED")
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "s3:GetObject", resources: [place.object(key, in: bucket)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> StoredObject? {
        try StoredObject(reading: answer)
    }

    /// Nothing, if there is no such object; S3 says the same about a bucket that does not exist.
    func answer(to error: AWSError) throws(AWSError) -> StoredObject? {
        guard error.reason == .notFound else { throw error }
        return nil
    }
}
