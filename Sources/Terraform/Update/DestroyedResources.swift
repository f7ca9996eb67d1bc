package import Model

/// Resources of one file that a new configuration no longer has, and that Terraform would destroy where they are deployed.
package struct DestroyedResources: Sendable, Hashable {
    /// The path of the file, which is named after its function.
    package var path: String
    /// The addresses, in the order of the file.
    package var addresses: [String]
    /// Whether logs would be lost: a log group goes that Terraform does not leave behind.
    package var losesLogs: Bool
    /// Whether the function itself goes.
    package var losesFunction: Bool

    /// A warning that names them.
    package var warning: Diagnostic {
        let shown = addresses.prefix(3).joined(separator: ", ")
        let list = addresses.count > 3 ? "\(shown) and \(addresses.count - 3) more" : shown
        var explanation = "The configuration had them before. Nothing happens until `terraform apply`."
        var hints: [String] = []
        if losesLogs {
            explanation += " A log group is destroyed with all its logs."
            hints.append(
                "to keep the logs, first deploy the function with `logs: { keep: true }`, then remove or rename it")
        }
        if losesFunction {
            explanation += " On Lambda, a function with another name is another function."
            hints.append(
                "if the function was renamed, write `renamed_from:` with its former name: the logs stay, and what "
                    + "reads from queues and streams goes on where it was")
        }
        return .warning(
            "terraform.would-destroy", "'\(path)': Terraform would destroy \(list), if deployed",
            explanation: explanation, hints: hints)
    }
}

/// The resources that generated files declare.
struct ResourceDeclarations {
    /// One resource.
    struct Resource: Hashable {
        var address: String
        /// Whether Terraform leaves it behind when it destroys it.
        var isKept: Bool
    }

    /// The resources, in the order of the file.
    private(set) var resources: [Resource] = []
    /// The addresses from which resources are moved.
    private(set) var moved: Set<String> = []

    /// Reads a file's text.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("resource \"") {
                let names = line.split(separator: "\"")
                if names.count >= 4 { resources.append(Resource(address: "\(names[1]).\(names[3])", isKept: false)) }
            } else if !resources.isEmpty, line.split(separator: " ") == ["skip_destroy", "=", "true"] {
                resources[resources.count - 1].isKept = true
            } else if line.hasPrefix("  from = ") {
                moved.insert(String(line.dropFirst("  from = ".count)))
            }
        }
    }
}

extension DestroyedResources {
    /// Whether a resource is only a permission: it goes with the setting that asked for it, and nothing is lost with it.
    private static func grantsOnly(_ address: String) -> Bool {
        ["aws_iam_role_policy_attachment.", "aws_iam_role_policy.", "aws_lambda_permission."]
            .contains(where: address.hasPrefix)
    }

    /// Finds them, by file; a file that loses permissions only is not among them.
    ///
    /// - Parameters:
    ///   - former: the texts of the generated files that exist, by path.
    ///   - wanted: the texts of the new ones.
    static func find(from former: [String: String], to wanted: some Sequence<String>) -> [DestroyedResources] {
        var remaining: Set<String> = []
        for text in wanted {
            let declarations = ResourceDeclarations(text)
            remaining.formUnion(declarations.resources.map(\.address))
            remaining.formUnion(declarations.moved)
        }
        return former.sorted { $0.key < $1.key }.compactMap { path, text in
            let gone = ResourceDeclarations(text).resources.filter { !remaining.contains($0.address) }
            guard gone.contains(where: { !grantsOnly($0.address) }) else { return nil }
            return DestroyedResources(
                path: path, addresses: gone.map(\.address),
                losesLogs: gone.contains { $0.address.hasPrefix("aws_cloudwatch_log_group.") && !$0.isKept },
                losesFunction: gone.contains { $0.address.hasPrefix("aws_lambda_function.") })
        }
    }
}
