import HCL
import Model

/// Where a function's code comes from: a local archive, or an artifact in a bucket.
extension FunctionWriter {
    /// The arguments that name the code.
    var codeArguments: [Argument] {
        guard let artifacts else {
            // Without `try`, `terraform validate` and `destroy` would fail where the archive is missing. `plan` does not
            // get as far as the null, since `codeLifecycle` reports the archive before.
            return [
                Argument("filename", modulePath(archive.path)),
                Argument(
                    "source_code_hash",
                    .call("try", .call("filebase64sha256", modulePath(archive.path)), .null)),
            ]
        }
        // `terraform destroy` evaluates the arguments, too: an unknown key of the map would be an error, and so would a
        // bucket whose key is null (provider 5.100), but not one whose key is empty. `plan` does not get as far.
        return [
            Argument("s3_bucket", bucket(of: artifacts)),
            Argument("s3_key", .call("try", artifact("key"), .string(""))),
            Argument("source_code_hash", .call("try", artifact("hash"), .null)),
        ]
    }

    /// The function's description, which a version gets when it is published.
    ///
    /// What is said of an artifact changes only with the artifact, and so never causes a plan of its own.
    @BodyBuilder var description: Body {
        let own = function.description.flatMap { $0.isEmpty ? nil : $0 }
        if artifacts != nil, function.surroundings.publishesVersions {
            let release = Expression.call("try", artifact("release"), .null)
            if let own {
                let shortened = ArtifactList.Entry.shortened(description: own)
                Argument(
                    "description",
                    .call("join", .string(" "), .call("compact", .list([.string(shortened), release]))))
            } else {
                Argument("description", release)
            }
        } else if let own {
            Argument("description", .string(own))
        }
    }

    /// What must hold before the function is created or changed.
    ///
    /// A validation of the variable, or a call that fails, would also prevent `terraform destroy`; a precondition does not
    /// (tried with 1.11.4; before 1.3.4 it does, says Terraform's changelog, unless with `-refresh=false`).
    var codeLifecycle: Block {
        guard artifacts != nil else {
            return Block(
                "lifecycle", comment: ["`plan` and `apply` need the archive; `validate` and `destroy` do not."]
            ) {
                roleReplacement
                Block("precondition") {
                    Argument("condition", .call("fileexists", modulePath(archive.path)))
                    Argument(
                        "error_message",
                        .string(
                            "The archive of \(function.name), '\(archive.path)', is missing. Run: "
                                + packageCommand))
                }
            }
        }
        return Block("lifecycle", comment: ["`plan` and `apply` need an entry; `validate` and `destroy` do not."]) {
            roleReplacement
            Block("precondition") {
                Argument("condition", .call("can", artifact("key")))
                Argument(
                    "error_message",
                    .string(
                        "var.artifacts has no entry for \(function.name). Run: \(packageCommand) && swiftlambda terraform"
                    ))
            }
        }
    }

    /// Warns if the function runs other code than its artifact: the provider compares `source_code_hash` only with the
    /// last one that it deployed, and so misses code that someone else deployed, or that a failed update left.
    ///
    /// `check` needs Terraform 1.5; configurations with local archives work with older versions, and have none.
    var codeChecks: [Block] {
        guard artifacts != nil else { return [] }
        let address = { (attribute: String) in
            Expression.reference("aws_lambda_function", names.identifier, attribute)
        }
        return [
            Block("check", names.identifier + "_code") {
                Block("assert") {
                    Argument(
                        "condition",
                        .call(
                            "anytrue",
                            .list([
                                .equality(address("code_sha256"), .call("try", artifact("hash"), .null)),
                                .equality(address("last_modified"), .string("")),
                            ])),
                        comment: [
                            "A planned update makes `last_modified`, and so the condition, unknown instead of false."
                        ])
                    Argument(
                        "error_message",
                        .template(
                            .literal(
                                "\(function.name) does not run its artifact: someone else deployed other code, or a "
                                    + "deployment failed. To deploy the artifact again, run: aws lambda "
                                    + "update-function-code --function-name "),
                            .interpolation(address("function_name")), .literal(" --s3-bucket "),
                            .interpolation(address("s3_bucket")), .literal(" --s3-key "),
                            .interpolation(address("s3_key"))))
                }
            }
        ]
    }

    private var packageCommand: String {
        "swiftlambda package \(function.name) --arch \(function.architecture)"
    }

    private func artifact(_ attribute: String) -> Expression {
        .reference("var", "artifacts", function.name, attribute)
    }

    private func bucket(of artifacts: ArtifactStore) -> Expression { artifacts.bucketExpression(region: region) }
}

extension ArtifactStore {
    /// The bucket's name in a configuration.
    func bucketExpression(region: Expression) -> Expression {
        guard isRegional else { return .string(bucket) }
        let parts = bucket.split(separator: Self.regionPlaceholder, omittingEmptySubsequences: false)
        return .template(
            parts.enumerated().flatMap { index, part -> [TemplatePart] in
                index == 0 ? [.literal(String(part))] : [.interpolation(region), .literal(String(part))]
            })
    }
}
