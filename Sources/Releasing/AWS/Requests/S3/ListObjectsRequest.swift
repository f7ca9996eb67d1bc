/// Lists the objects whose keys have a prefix.
struct ListObjectsRequest: AWSRequest {
    static let words = ["s3api", "list-objects-v2"]
    /// Keys have up to 1,024 bytes, and an entry some 300 more.
    static let outputLimit = 16 << 20

    /// The bucket's name.
    var bucket: String
    /// The prefix.
    var prefix: String
    /// The maximum number of objects; the AWS command line asks for as many pages as that takes.
    var limit = 5_000

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("bucket", bucket)
        arguments.add("prefix", prefix)
        arguments.add("max-items", limit)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "s3:ListBucket", resources: [place.bucket(bucket)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> ObjectList {
        var entries: [ObjectList.Entry] = []
        for entry in answer.list("Contents") {
            entries.append(
                ObjectList.Entry(
                    key: try entry.text("Key"), size: try entry.integer("Size"),
                    lastModified: entry.optionalText("LastModified")))
        }
        return ObjectList(entries: entries, isTruncated: answer.optionalText("NextToken") != nil)
    }
}
