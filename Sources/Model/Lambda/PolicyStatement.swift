/// A statement of the user's IAM policy.
package struct PolicyStatement: Sendable, Hashable {
    /// Whether the statement allows or denies.
    package enum Effect: String, Sendable, Hashable, CaseIterable {
        case allow
        case deny
    }

    /// Allow or deny.
    package var effect: Effect
    /// IAM actions, such as `dynamodb:PutItem`.
    package var actions: [String]
    /// The ARNs they apply to.
    package var resources: [String]
    /// Conditions by operator, then key: `StringEquals` → `aws:SourceVpc` → values.
    package var conditions: [String: [String: [String]]]

    /// Creates a statement.
    package init(
        effect: Effect = .allow,
        actions: [String],
        resources: [String],
        conditions: [String: [String: [String]]] = [:]
    ) {
        self.effect = effect
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
    }
}
