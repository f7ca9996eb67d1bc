/// The program that plans and applies a configuration.
package enum TerraformProgram: String, Sendable, Hashable, Codable, CaseIterable {
    /// HashiCorp's.
    case terraform
    /// The Linux Foundation's.
    case tofu

    /// Its name for people.
    package var title: String {
        switch self {
        case .terraform: "Terraform"
        case .tofu: "OpenTofu"
        }
    }

    /// The oldest version that can apply what swiftlambda writes: the first with `check` blocks.
    package var oldestVersion: String {
        switch self {
        case .terraform: "1.5"
        case .tofu: "1.6"
        }
    }

    /// Where its makers explain how to install it.
    var installation: String {
        switch self {
        case .terraform: "https://developer.hashicorp.com/terraform/install"
        case .tofu: "https://opentofu.org/docs/intro/install/"
        }
    }

    /// The other one.
    var other: TerraformProgram { self == .terraform ? .tofu : .terraform }
}
