/// Environment variables whose values are elsewhere.
package struct EnvironmentReferences: Sendable, Hashable {
    /// Variables with values of the user's own Terraform, by name; they have no value before it runs.
    package var terraform: [String: TerraformReference]
    /// The names or ARNs of parameters in SSM Parameter Store that variables name; the function may read them.
    package var parameters: Set<String>
    /// The names or ARNs of secrets in Secrets Manager that variables name; the function may read them.
    package var secrets: Set<String>

    /// Creates references.
    package init(
        terraform: [String: TerraformReference] = [:], parameters: Set<String> = [], secrets: Set<String> = []
    ) {
        self.terraform = terraform
        self.parameters = parameters
        self.secrets = secrets
    }

    /// Whether there are none.
    package var isEmpty: Bool { terraform.isEmpty && parameters.isEmpty && secrets.isEmpty }
}
