package import Model

extension ConfigurationUpdate.Entry {
    /// What to report about a file that is not up to date.
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
        case .current: "'\(path)' is up to date"
        case .missing: "'\(path)' is missing"
        case .outdated: "'\(path)' is out of date"
        case .edited: "'\(path)' was edited by hand"
        case .foreign: "'\(path)' already exists, and swiftlambda did not write it"
        case .stale: "'\(path)' is no longer part of the configuration"
        case .editedStale: "'\(path)' is no longer part of the configuration, and was edited by hand"
        }
    }

    private var explanation: String? {
        guard let difference else { return nil }
        return """
            The first difference is in line \(difference.line).
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
                "make the change in the function's settings or in your own `.tf` file",
                "overwrite the edit: swiftlambda terraform --force",
            ]
        case .foreign: ["rename your file", "overwrite it: swiftlambda terraform --force"]
        case .editedStale:
            ["move what you need to your own `.tf` file", "remove it: swiftlambda terraform --force"]
        }
    }
}
