extension LambdaFunction {
    /// The tags that AWS would refuse together; each of them alone is checked with the configuration's target.
    var tagViolations: [Violation] {
        var found: [Violation] = []
        if tags.count > LambdaLimits.tags {
            found.append(
                Violation(
                    ["tags"], "function.too-many-tags",
                    "the function has \(tags.count) tags; AWS allows at most \(LambdaLimits.tags) for a resource",
                    explanation: "Terraform's validation accepts them, and the deployment then fails. "
                        + "Tags of Terraform's variable `tags` count too."))
        }
        var known: [String: String] = [:]
        for key in tags.keys.sorted() {
            guard let other = known.updateValue(key, forKey: key.lowercased()) else { continue }
            found.append(
                Violation(
                    ["tags", key], "function.tags-differ-in-case",
                    "the tags '\(other)' and '\(key)' differ only in case",
                    explanation: "IAM ignores the case of a tag's key and refuses a role with both. "
                        + "Terraform's validation accepts them, and the deployment then fails.",
                    hints: ["keep one of the two"]))
        }
        return found
    }
}
