import HCL
import Model

extension ConfigurationWriter {
    /// The file that takes over functions that exist already.
    static let importsPath = "imports.tf"

    /// The blocks with which Terraform takes over what exists, and then changes it instead of failing to create it.
    ///
    /// The names follow from the configuration: those of the function and its log group. The role is always a new one,
    /// since a role that exists may have more rights, and other functions.
    func imports(of adopted: Set<String>) -> [Block] {
        let functions = functions.filter { adopted.contains($0.name) }
        guard !functions.isEmpty else { return [] }
        // Another constraint beside that of terraform.tf: both must hold.
        let requirement = Block("terraform", comment: ["`import` needs Terraform 1.5."]) {
            Argument("required_version", .string(Self.terraformVersionWithImports))
        }
        return [requirement]
            + functions.flatMap { function -> [Block] in
                guard let name = names[function.name]?.identifier else { return [] }
                return [
                    Block(
                        "import",
                        comment: [
                            "\(function.name) exists. Once it is applied, the next `swiftlambda terraform` removes this."
                        ]
                    ) {
                        Argument("to", .reference("aws_lambda_function", name))
                        Argument("id", .string(function.name))
                    },
                    Block(
                        "import",
                        comment: [
                            "If it never wrote a log, run: aws logs create-log-group --log-group-name "
                                + "/aws/lambda/\(function.name)"
                        ]
                    ) {
                        Argument("to", .reference("aws_cloudwatch_log_group", name))
                        Argument("id", .string("/aws/lambda/" + function.name))
                    },
                ]
            }
    }

    /// The oldest Terraform with `import` blocks (its changelog, 1.5.0).
    private static let terraformVersionWithImports = ">= 1.5"
}
