import HCL
import Model

extension ConfigurationWriter {
    /// The outputs of what surrounds functions, each only if a function has it.
    func surroundingOutputs() -> [Block] {
        output("alias_arns", "The ARNs of the functions' aliases, by function name.", "aws_lambda_alias", "arn") {
            $0.surroundings.alias != nil
        }
            + output(
                "function_urls", "The URLs of the functions, by function name.", "aws_lambda_function_url",
                "function_url"
            ) { $0.surroundings.url != nil }
            + output(
                "api_endpoints", "The addresses of the HTTP APIs, by the name of their function.",
                "aws_apigatewayv2_api", "api_endpoint"
            ) { $0.surroundings.api?.hasOwnAPI == true }
    }

    /// The name of a function's log group if it has none of its own, or has one in some places only.
    func logGroupOutput(of function: String, _ type: String) -> Expression? {
        let variants = places.variants[function] ?? []
        guard type == "aws_cloudwatch_log_group", let names = names[function],
            variants.contains(where: { $0.function.surroundings.logGroup?.existing != nil })
        else { return nil }
        let own = Expression.reference(type, names.identifier, "name")
        let values = variants.map { variant in
            (variant.place, variant.function.surroundings.logGroup?.existing.map { Expression.string($0) } ?? own)
        }
        let counted =
            variants.contains { $0.function.surroundings.logGroup?.existing == nil }
            ? Set([[type, names.identifier]]) : []
        return choice.expression(values.map { (place: $0.0, value: $0.1.countingOptional(counted)) })
    }

    private func output(
        _ name: String, _ description: String, _ type: String, _ attribute: String,
        where hasIt: (LambdaFunction) -> Bool
    ) -> [Block] {
        let values = places.functionNames.compactMap { function -> ObjectItem? in
            let having = (places.variants[function] ?? []).map { hasIt($0.function) }
            guard having.contains(true), let names = names[function] else { return nil }
            let value = Expression.reference(type, names.identifier, attribute)
            let counted = having.contains(false) ? Set([[type, names.identifier]]) : []
            return ObjectItem(function, value.countingOptional(counted))
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
