import HCL
import Model

extension ConfigurationWriter {
    /// The outputs of what surrounds functions, each only if a function has it.
    func surroundingOutputs() -> [Block] {
        output(
            "alias_arns", "The ARNs of the functions' aliases, by function name.", "aws_lambda_alias", "arn"
        ) { $0.alias != nil }
            + output(
                "function_urls", "The URLs of the functions, by function name.", "aws_lambda_function_url",
                "function_url"
            ) { $0.url != nil }
    }

    private func output(
        _ name: String, _ description: String, _ type: String, _ attribute: String,
        where hasIt: (FunctionSurroundings) -> Bool
    ) -> [Block] {
        let values = functions.filter { hasIt($0.surroundings) }.compactMap { function in
            names[function.name].map { ObjectItem(function.name, .reference(type, $0.identifier, attribute)) }
        }
        guard !values.isEmpty else { return [] }
        return [
            Block("output", name) {
                Argument("description", .string(description))
                Argument("value", .call("tomap", .object(values)))
            }
        ]
    }
}
