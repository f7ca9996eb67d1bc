import Model

extension FunctionSettings {
    /// Warns of variables whose values look like secrets; the values themselves are not shown.
    func secrets(in environment: [String: String]) -> [Diagnostic] {
        environment.sorted { $0.key < $1.key }.compactMap { name, value in
            Secret.kind(ofVariable: name, value: value).map { kind in
                .warning(
                    "function.secret", "the variable '\(name)' looks like \(kind)",
                    explanation: "Everybody who may read the repository, the Terraform state or the function's "
                        + "configuration can read it.",
                    location: location(of: ["environment", name]),
                    hints: ["keep it in Secrets Manager or SSM Parameter Store, and only its name in the variable"])
            }
        }
    }
}
