package import Model

extension ConfigurationUpdate.Entry {
    /// What to tell the user of a file that is not as it should be.
    package var diagnostic: Diagnostic {
        .error(
            identifier, summary, explanation: explanation,
            location: Diagnostic.Location(file: path, line: difference?.line), hints: hints)
    }

    private var identifier: String {
        switch condition {
        case .current: "terraform.current"
        case .missing: "terraform.missing-file"
        case .outdated: "terraform.outdated-file"
        case .edited: "terraform.edited-file"
        case .foreign: "terraform.foreign-file"
        case .stale: "terraform.stale-file"
        case .editedStale: "terraform.edited-stale-file"
        }
    }

    private var summary: String {
        switch condition {
        case .current: "'\(path)' is as it should be"
        case .missing: "'\(path)' is missing"
        case .outdated: "'\(path)' is out of date"
        case .edited: "'\(path)' was edited by hand"
        case .foreign: "'\(path)' is in the way: swiftlambda did not write it"
        case .stale: "'\(path)' is no longer part of the configuration"
        case .editedStale: "'\(path)' is no longer part of the configuration, and was edited by hand"
        }
    }

    private var explanation: String? {
        guard let difference else { return nil }
        return """
            Line \(difference.line) is the first that differs.
            found:    \(difference.found ?? "(end of file)")
            expected: \(difference.expected ?? "(end of file)")
            """
    }

    private var hints: [String] {
        switch condition {
        case .current: []
        case .missing, .outdated, .stale: ["swiftlambda terraform"]
        case .edited:
            [
                "make the change in the function's settings, or in a `.tf` file of your own",
                "overwrite the edit: swiftlambda terraform --force",
            ]
        case .foreign: ["rename your file", "overwrite it: swiftlambda terraform --force"]
        case .editedStale:
            ["move what you need to a `.tf` file of your own", "remove it: swiftlambda terraform --force"]
        }
    }
}
