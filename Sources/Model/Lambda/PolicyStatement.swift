/// A statement of the user's IAM policy.
package struct PolicyStatement: Sendable, Hashable {
    /// Whether the statement allows or denies.
    package enum Effect: String, Sendable, Hashable, CaseIterable {
        case allow
        case deny
    }

    /// What a statement applies to.
    package enum Resource: Sendable, Hashable, ExpressibleByStringLiteral {
        /// An ARN, which may have wildcards, or `*`.
        case pattern(String)
        /// A value of the user's own Terraform that is an ARN, and what follows it, such as `/*`.
        case terraform(TerraformReference, suffix: String)

        /// Creates a resource from an ARN.
        package init(stringLiteral value: String) { self = .pattern(value) }

        /// The ARN, if it is known without Terraform.
        package var pattern: String? {
            if case .pattern(let text) = self { text } else { nil }
        }
    }

    /// Where the user wrote the parts of a statement.
    package struct Places: Sendable, Hashable {
        /// The statement.
        package var statement: Diagnostic.Location?
        /// Each action, in order.
        package var actions: [Diagnostic.Location]
        /// Each resource, in order.
        package var resources: [Diagnostic.Location]

        /// Creates places; without any, nobody knows where the statement is from.
        package init(
            statement: Diagnostic.Location? = nil,
            actions: [Diagnostic.Location] = [],
            resources: [Diagnostic.Location] = []
        ) {
            self.statement = statement
            self.actions = actions
            self.resources = resources
        }
    }

    /// Allow or deny.
    package var effect: Effect
    /// IAM actions, such as `dynamodb:PutItem`.
    package var actions: [String]
    /// The resources they apply to.
    package var resources: [Resource]
    /// Conditions by operator, then key: `StringEquals` → `aws:SourceVpc` → values.
    package var conditions: [String: [String: [String]]]
    /// The faults that the user accepts.
    package var accepted: Set<PolicyFinding>
    /// Where the user wrote it.
    package var places: Places

    /// Creates a statement.
    package init(
        effect: Effect = .allow,
        actions: [String],
        resources: [Resource],
        conditions: [String: [String: [String]]] = [:],
        accepted: Set<PolicyFinding> = [],
        places: Places = Places()
    ) {
        self.effect = effect
        self.actions = actions
        self.resources = resources
        self.conditions = conditions
        self.accepted = accepted
        self.places = places
    }
}
