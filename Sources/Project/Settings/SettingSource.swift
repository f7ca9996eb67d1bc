package import Model

/// Where a value was given.
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

    /// Where the value comes from, in a sentence; a place in the file speaks for itself.
    var sentence: String? {
        switch self {
        case .flag(let name): "It was given by \(name)."
        case .variable(let name): "It was given by the environment variable \(name)."
        case .file: nil
        }
    }

    /// A wrong call is `EX_USAGE`, a wrong file `EX_DATAERR`.
    var exitStatus: ExitStatus {
        switch self {
        case .flag, .variable: .usage
        case .file: .badInput
        }
    }
}
