import ArgumentParser
import Console
import Host
import Model
import Project
import Terraform

/// What `terraform` writes.
enum TerraformLayout: String, CaseIterable, ExpressibleByArgument {
    case root, module, bootstrap

    /// The layout of the functions' configuration; `nil` for the bucket's.
    var functions: ConfigurationLayout? {
        switch self {
        case .root: .root
        case .module: .module
        case .bootstrap: nil
        }
    }
}

extension Setting where Value == TerraformLayout {
    static let layout = Setting(
        "SWIFTLAMBDA_LAYOUT", expected: "root, module or bootstrap", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

/// Why the configuration of the bucket for artifacts cannot be written.
enum BootstrapError: DiagnosedError {
    /// No bucket is configured.
    case noArtifacts
    /// Functions were named, of which the bucket has none.
    case functions([String])

    var diagnostics: [Diagnostic] {
        switch self {
        case .noArtifacts:
            [
                .error(
                    "terraform.bootstrap-needs-artifacts", "`--layout bootstrap` needs the bucket's name",
                    explanation: "It writes the configuration of the bucket that functions are deployed from.",
                    hints: ["add `artifacts: { bucket: NAME }` at the top of \(Configuration.fileName)"])
            ]
        case .functions(let names):
            [
                .error(
                    "terraform.bootstrap-functions",
                    "`--layout bootstrap` does not take functions: it writes the bucket "
                        + "for all of them",
                    hints: ["leave out \(names.joined(separator: " "))"])
            ]
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .noArtifacts: .badInput
        case .functions: .usage
        }
    }
}
