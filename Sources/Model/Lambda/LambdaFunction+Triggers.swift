extension LambdaFunction {
    /// Triggers that exclude each other.
    var triggerViolations: [Violation] {
        var sources: Set<[String]> = []
        return (surroundings.triggers ?? []).enumerated().compactMap { index, trigger in
            let isNew = sources.insert([trigger.key, trigger.sourceText]).inserted
            let hasOwnName = trigger.name.map { sources.insert([trigger.key, "name", $0]).inserted } ?? true
            guard !isNew || !hasOwnName else { return nil }
            return Violation(
                ["triggers", "\(index)"], "function.duplicate-trigger",
                isNew
                    ? "two triggers `\(trigger.key)` have the name '\(trigger.name ?? "")'"
                    : "two triggers `\(trigger.key)` have the same source",
                explanation: isNew
                    ? "Both would have the same address in Terraform."
                    : "The function would get each event twice, or AWS refuses the second.",
                hints: [isNew ? "rename one of them" : "join them, or remove one of them"])
        }
    }
}
