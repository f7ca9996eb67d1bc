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
        let functions = places.functionNames.filter(adopted.contains)
        guard !functions.isEmpty else { return [] }
        var version = Self.terraformVersionWithImports
        var blocks: [Block] = []
        for function in functions {
            guard let identifier = names[function]?.identifier, let variants = places.variants[function] else {
                continue
            }
            let name = id("", variants)
            if case .string = name {} else { version = Self.terraformVersionWithImportsByName }
            blocks.append(
                Block(
                    "import",
                    comment: [
                        "\(function) exists. Once this is applied, the next `swiftlambda terraform` removes it."
                    ]
                ) {
                    Argument("to", .reference("aws_lambda_function", identifier))
                    Argument("id", name)
                })
            blocks.append(
                Block("import", comment: ["If it never wrote a log, make the group: aws logs create-log-group"]) {
                    Argument("to", .reference("aws_cloudwatch_log_group", identifier))
                    Argument("id", id("/aws/lambda/", variants))
                })
        }
        // Another constraint beside that of terraform.tf: both must hold.
        let requirement = Block("terraform", comment: ["`import` needs a newer Terraform than the rest."]) {
            Argument("required_version", .string(version))
        }
        return [requirement] + blocks
    }

    /// A name of a function with a prefix, as it is in each place.
    private func id(_ prefix: String, _ variants: [FunctionVariant]) -> Expression {
        choice.expression(
            variants.map { variant in
                let parts = [.literal(prefix)] + place(of: variant).parts(of: variant.function.placedName)
                let texts = parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
                let isText = texts.count == parts.count
                return (variant.place, isText ? .string(texts.joined()) : .template(parts))
            })
    }

    /// The oldest Terraform with `import` blocks (its changelog, 1.5.0).
    private static let terraformVersionWithImports = ">= 1.5"
    /// The oldest Terraform that takes an expression as `id` (its changelog, 1.6.0).
    private static let terraformVersionWithImportsByName = ">= 1.6"
}
