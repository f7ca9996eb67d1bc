import Model

extension FunctionSettings {
    /// Warns about variables whose values look like secrets, without showing the values.
    func secrets() -> [Diagnostic] {
        environment.sorted { $0.key < $1.key }.compactMap { name, setting in
            guard case .text(let value) = setting else { return nil }
            return Secret.kind(ofVariable: name, value: value).map { kind in
                .warning(
                    "function.secret", "the variable '\(name)' looks like \(kind)",
                    explanation: "Everyone with read access to the repository, the Terraform state or the function's "
                        + "configuration can read it.",
                    location: location(of: ["environment", name]),
                    hints: [
                        "keep it in Secrets Manager or SSM Parameter Store, and write only its name: "
                            + "`\(name): !secret …` or `\(name): !ssm …` also lets the function read it"
                    ])
            }
        }
    }
}
