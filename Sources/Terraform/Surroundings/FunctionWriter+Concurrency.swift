import HCL
import Model

extension FunctionWriter {
    /// Publishes a version with each deployment.
    var publishing: [Argument] {
        function.surroundings.publishesVersions ? [Argument("publish", .bool(true))] : []
    }

    var reservedConcurrency: [Argument] {
        guard let reserved = function.surroundings.concurrency?.reserved else { return [] }
        return [Argument("reserved_concurrent_executions", .number(reserved))]
    }

    var alias: [Block] {
        guard let alias = function.surroundings.alias else { return [] }
        return [
            Block("resource", "aws_lambda_alias", names.identifier) {
                Argument("name", .string(alias))
                Argument("function_name", attribute("function_name"))
                Argument("function_version", attribute("version"))
                Block("lifecycle", comment: ["Deployments move the alias; Terraform only creates it."]) {
                    Argument("ignore_changes", .list([.reference("function_version"), .reference("routing_config")]))
                }
            }
        ]
    }

    var provisionedConcurrency: [Block] {
        guard let provisioned = function.surroundings.concurrency?.provisioned else { return [] }
        return [
            Block("resource", "aws_lambda_provisioned_concurrency_config", names.identifier) {
                Argument("function_name", .reference("aws_lambda_alias", names.identifier, "function_name"))
                Argument("qualifier", .reference("aws_lambda_alias", names.identifier, "name"))
                Argument("provisioned_concurrent_executions", .number(provisioned))
            }
        ]
    }

    /// The alias as the qualifier of what calls the function.
    var qualifier: [Argument] {
        guard function.surroundings.alias != nil else { return [] }
        return [Argument("qualifier", .reference("aws_lambda_alias", names.identifier, "name"))]
    }
}
