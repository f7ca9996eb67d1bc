import JSON
import Model

/// A permission in the terms of IAM.
struct AWSPermission: Sendable, Hashable {
    /// The action, such as `lambda:UpdateAlias`.
    var action: String
    /// The resources, as ARNs or patterns.
    var resources: [String]

    /// The statement of a policy that grants it, on one line, which is also an object in Terraform's language.
    var statement: String {
        let value: JSONValue = [
            "Effect": "Allow", "Action": .string(action),
            "Resource": resources.count == 1 ? .string(resources[0]) : .array(resources.map { .string($0) }),
        ]
        return value.text
    }
}

/// Where resources are, to write their ARNs.
struct AWSPlace: Sendable, Hashable {
    /// The region; `nil` if only the user's profile names it.
    var region: Region?

    private var partition: String { region?.partition.rawValue ?? "aws" }
    private var regionName: String { region?.name ?? "*" }

    /// The ARN of a function in any account; an ARN is kept.
    func function(_ name: String, qualifier: String? = nil) -> String {
        let arn = name.hasPrefix("arn:") ? name : "arn:\(partition):lambda:\(regionName):*:function:\(name)"
        return qualifier.map { "\(arn):\($0)" } ?? arn
    }

    /// The ARN of a bucket.
    func bucket(_ name: String) -> String { "arn:\(partition):s3:::\(name)" }

    /// The ARN of an object.
    func object(_ key: String, in bucket: String) -> String { "\(self.bucket(bucket))/\(key)" }

    /// The ARN of a log group's streams in any account.
    func logGroup(_ name: String) -> String { "arn:\(partition):logs:\(regionName):*:log-group:\(name):*" }
}
