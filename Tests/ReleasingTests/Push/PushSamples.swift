import Model
import SystemPackage
import Testing

@testable import Releasing

/// A function of the stage `dev`, and what Lambda says about it.
enum PushSamples {
    static let account = "123456789012"
    static let archive = PushedArchive(
        path: "/out/function.zip", architecture: .arm64, sizeBytes: 9, sha256: RecordSamples.digest, codeHash: "new=")

    static func function(alias: String? = nil, name: String = "orders") -> LambdaFunction {
        var function = LambdaFunction(name: name, product: "Orders", architecture: .arm64)
        function.nameInPlace = "\(name)-dev"
        function.surroundings.alias = alias
        return function
    }

    static func target(
        account: String? = nil, isProtected: Bool = false, store: ArtifactStore? = nil,
        functions: [LambdaFunction] = [function()]
    ) throws -> ReleaseTarget {
        let region: Region = try #require(Region("eu-west-1"))
        return ReleaseTarget(
            place: Placement(stage: "dev", region: region), region: region, account: account,
            isProtected: isProtected, store: store, functions: functions)
    }

    /// The answer about the function.
    static func configuration(
        hash: String = "old=", status: String = "Successful", architecture: String = "arm64",
        account: String = PushSamples.account
    ) -> String {
        """
        {"FunctionName":"orders-dev","FunctionArn":"arn:aws:lambda:eu-west-1:\(account):function:orders-dev",
         "Version":"$LATEST","CodeSha256":"\(hash)","CodeSize":9,"LastModified":"t","RevisionId":"r1",
         "Architectures":["\(architecture)"],"LastUpdateStatus":"\(status)"}
        """
    }

    static let identity = #"{"Account":"\#(account)","Arn":"arn:aws:iam::\#(account):user/ann","UserId":"u"}"#
    static let missing =
        "\nAn error occurred (ResourceNotFoundException) when calling the GetFunctionConfiguration "
        + "operation: Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders-dev\n"
}
