import HCL
import Model

/// Writes the configuration of the bucket for artifacts.
struct ArtifactBucketWriter {
    let store: ArtifactStore
    /// The possible regions; any if empty.
    let regions: [Region]

    private static let name = "artifacts"
    /// Whether a generated file declares the bucket.
    static func isBucket(_ text: String) -> Bool { text.contains("\nresource \"aws_s3_bucket\" \"\(name)\"") }

    private static let retentionDays = 90
    private static let uploadDays = 7

    func files() -> [GeneratedFile] {
        [
            ("bucket.tf", bucket), ("outputs.tf", [output]), ("providers.tf", [provider]),
            (
                "terraform.tf",
                [
                    ConfigurationWriter.requirements(
                        ConfigurationWriter.terraformVersion, provider: ConfigurationWriter.oldestProvider)
                ]
            ),
            ("variables.tf", variables),
        ].map { path, blocks in
            GeneratedFile(path: path, content: FileMark.marked("\n" + Document(blocks: blocks).rendered()))
        }
    }

    private var region: Expression { .reference("var", "region") }

    private var provider: Block {
        Block("provider", "aws") {
            Argument("region", region)
        }
    }

    private var variables: [Block] {
        let names = regions.map(\.name)
        let region = Block("variable", "region") {
            Argument("type", TypeConstraint.string.expression)
            Argument("description", .string("The AWS region of the bucket; that of the functions."))
            if names.count == 1, let only = names.first {
                Argument("default", .string(only))
            }
            Argument("nullable", .bool(false))
            if !names.isEmpty {
                Block("validation") {
                    Argument("condition", .call("contains", .strings(names), self.region))
                    Argument(
                        "error_message",
                        .string("This configuration supports only \(names.joined(separator: ", ")).")
                    )
                }
            }
        }
        let policies = Block("variable", "policy_documents") {
            Argument("type", TypeConstraint.list(of: .string).expression)
            Argument(
                "description",
                .string("More statements for the bucket's policy, as JSON, such as to let other accounts read it."))
            Argument("default", .list([]))
            Argument("nullable", .bool(false))
        }
        let tags = Block("variable", "tags") {
            Argument("type", TypeConstraint.map(of: .string).expression)
            Argument("description", .string("Tags for the bucket."))
            Argument("default", .object([]))
            Argument("nullable", .bool(false))
        }
        return [region, policies, tags]
    }

    private var output: Block {
        Block("output", "bucket") {
            Argument("description", .string("The bucket's name."))
            Argument("value", attribute("id"))
        }
    }

    private func attribute(_ name: String) -> Expression { .reference("aws_s3_bucket", Self.name, name) }

    private func part(_ type: String, comment: [String] = [], @BodyBuilder _ body: () -> Body) -> Block {
        let body = body()
        return Block("resource", type, Self.name, comment: comment) {
            Argument("bucket", attribute("id"))
            body
        }
    }

    private var bucket: [Block] {
        [
            Block("resource", "aws_s3_bucket", Self.name) {
                Argument("bucket", store.bucketExpression(region: region))
                Argument("tags", .reference("var", "tags"))
            },
            part("aws_s3_bucket_versioning") {
                Block("versioning_configuration") {
                    Argument("status", .string("Enabled"))
                }
            },
            part("aws_s3_bucket_server_side_encryption_configuration") {
                Block("rule") {
                    Block("apply_server_side_encryption_by_default") {
                        Argument("sse_algorithm", .string("AES256"))
                    }
                }
            },
            part("aws_s3_bucket_public_access_block") {
                for name in [
                    "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets",
                ] {
                    Argument(name, .bool(true))
                }
            },
            part("aws_s3_bucket_ownership_controls") {
                Block("rule") {
                    Argument("object_ownership", .string("BucketOwnerEnforced"))
                }
            },
            policyDocument,
            part("aws_s3_bucket_policy") {
                Argument("policy", .reference("data", "aws_iam_policy_document", Self.name, "json"))
                // S3 refuses two changes of a bucket's access at once.
                Argument(
                    "depends_on", .list([.reference("aws_s3_bucket_public_access_block", Self.name)]),
                    position: .afterBlocks)
            },
            lifecycle,
        ]
    }

    private var policyDocument: Block {
        Block("data", "aws_iam_policy_document", Self.name) {
            Argument("source_policy_documents", .reference("var", "policy_documents"))
            Block("statement") {
                Argument("sid", .string("TLSOnly"))
                Argument("effect", .string("Deny"))
                Argument("actions", .strings(["s3:*"]))
                Argument(
                    "resources",
                    .list([attribute("arn"), .template(.interpolation(attribute("arn")), .literal("/*"))]))
                Block("principals") {
                    Argument("type", .string("*"))
                    Argument("identifiers", .strings(["*"]))
                }
                Block("condition") {
                    Argument("test", .string("Bool"))
                    Argument("variable", .string("aws:SecureTransport"))
                    Argument("values", .strings(["false"]))
                }
            }
        }
    }

    private var lifecycle: Block {
        part(
            "aws_s3_bucket_lifecycle_configuration",
            comment: ["Artifacts stay, so that every release can be deployed again; only what was replaced expires."]
        ) {
            Block("rule") {
                Argument("id", .string("expire-replaced-and-incomplete"))
                Argument("status", .string("Enabled"))
                Block("filter") {}
                Block("noncurrent_version_expiration") {
                    Argument("noncurrent_days", .number(Self.retentionDays))
                }
                Block("abort_incomplete_multipart_upload") {
                    Argument("days_after_initiation", .number(Self.uploadDays))
                }
            }
            Argument(
                "depends_on", .list([.reference("aws_s3_bucket_versioning", Self.name)]), position: .afterBlocks)
        }
    }
}
