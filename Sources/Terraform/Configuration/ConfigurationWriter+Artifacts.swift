import HCL

extension ConfigurationWriter {
    /// The variable that says which artifact each function runs.
    var artifactsVariables: [Block] {
        guard artifacts != nil else { return [] }
        return [
            Block("variable", "artifacts") {
                Argument(
                    "type", TypeConstraint.map(of: .object(strings: ["key", "hash"], optional: ["release"])).expression)
                Argument(
                    "description",
                    .string(
                        "The key of each function's archive in the bucket, its SHA-256 in base64, and a text for the description "
                            + "of its version; the content of \(ArtifactList.fileName)."))
                // Empty by default, so that `terraform destroy` asks for nothing; the functions have preconditions.
                Argument("default", .object([]))
                Argument("nullable", .bool(false))
            }
        ]
    }
}
