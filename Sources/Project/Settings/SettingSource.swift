package import Model

/// The source of a value.
package enum SettingSource: Sendable, Hashable {
    /// On the command line, such as by `--region`.
    case flag(String)
    /// By an environment variable.
    case variable(String)
    /// In `swiftlambda.yaml`.
    case file(Diagnostic.Location)

    /// The place in the file.
    var location: Diagnostic.Location? {
        if case .file(let location) = self { location } else { nil }
    }

    /// The source in a sentence; `nil` for the file, whose location is enough.
    var sentence: String? {
        switch self {
        case .flag(let name): "It comes from \(name)."
        case .variable(let name): "It comes from the environment variable \(name)."
        case .file: nil
        }
    }

    /// Wrong usage is `EX_USAGE`, a wrong file `EX_DATAERR`.
    var exitStatus: ExitStatus {
        switch self {
        case .flag, .variable: .usage
        case .file: .badInput
        }
    }
}
