import Model
import SystemPackage

/// Gives a function other code; it goes on with the old one until the change is done.
struct UpdateFunctionCodeRequest: AWSRequest {
    /// Where the code is.
    enum Source: Sendable, Hashable {
        /// An object in a bucket of the function's region.
        case object(bucket: String, key: String, versionID: String?)
        /// A file, which Lambda takes up to 50 MB; absolute.
        case file(FilePath)
    }

    static let words = ["lambda", "update-function-code"]

    /// The function's name.
    var function: String
    /// Where the code is.
    var source: Source
    /// The architecture that it is for.
    var architecture: Architecture?
    /// The state that the function has to be in.
    var revisionID: String?
    /// Whether Lambda only checks whether it could.
    var isRehearsal = false

    var arguments: AWSArguments {
        var arguments = AWSArguments()
        arguments.add("function-name", function)
        switch source {
        case .object(let bucket, let key, let versionID):
            arguments.add("s3-bucket", bucket)
            arguments.add("s3-key", key)
            arguments.add("s3-object-version", optional: versionID)
        case .file(let file): arguments.add("zip-file", contentOf: file)
        }
        arguments.add("architectures", optional: architecture?.rawValue)
        arguments.add("revision-id", optional: revisionID)
        if isRehearsal { arguments.add(flag: "dry-run") }
        arguments.add("query", DeployedVersion.query)
        return arguments
    }

    func permission(in place: AWSPlace) -> AWSPermission {
        AWSPermission(action: "lambda:UpdateFunctionCode", resources: [place.function(function)])
    }

    func answer(reading answer: AWSAnswer) throws(AWSAnswerFault) -> DeployedVersion {
        try DeployedVersion(reading: answer)
    }
}
