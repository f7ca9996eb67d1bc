/// A step of a deployment, in the order in which they happen.
package enum DeploymentStep: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Functions are built, audited and, if the configuration says so, rehearsed.
    case package
    /// Terraform plans.
    case plan
    /// Archives that are not in the bucket yet are sent there.
    case upload
    /// Terraform applies exactly that plan.
    case apply
    /// A function's code gets a version.
    case publish
    /// The version gets an event and must answer it.
    case smoke
    /// The alias moves to the version, at once or share by share.
    case shift

    /// Whether each function has such a step of its own; the others are for all functions together.
    package var isOfFunction: Bool { self >= .publish }

    /// Orders steps by time.
    package static func < (left: DeploymentStep, right: DeploymentStep) -> Bool {
        left.position < right.position
    }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What is done in it, such as `applying the plan`.
    package var words: String {
        switch self {
        case .package: "packaging functions"
        case .upload: "uploading archives"
        case .plan: "planning"
        case .apply: "applying the plan"
        case .publish: "publishing a version"
        case .smoke: "sending the smoke event"
        case .shift: "moving the alias"
        }
    }
}
