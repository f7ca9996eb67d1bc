package import Model

/// A value that a setting cannot have.
package struct SettingError: DiagnosedError, Hashable {
    /// The error, with the wrong value.
    package let diagnostics: [Diagnostic]
    /// Wrong usage or wrong input.
    package let exitStatus: ExitStatus

    /// The error for an environment variable, with the nearest possible value.
    init(variable: String, value: String, expected: String, known: [String]) {
        let nearest = value.split(separator: ",").lazy
            .filter { !known.contains(String($0)) }
            .compactMap { nearestName(to: String($0), among: known) }.first
        diagnostics = [
            .error(
                "config.invalid-variable", "the environment variable \(variable) is '\(value)'",
                explanation: "It must be \(expected).",
                hints: (nearest.map { ["did you mean '\($0)'?"] } ?? []) + ["unset \(variable)"])
        ]
        exitStatus = .usage
    }

    /// The error for an unknown region; the same for every source.
    init(unknownRegion name: String, from source: SettingSource) {
        let nearest = nearestNames(to: name, among: Region.all.map(\.name))
        diagnostics = [
            .error(
                "config.unknown-region", "'\(name.prefix(60))' is not an AWS region that this release knows",
                explanation: source.sentence, location: source.location,
                hints: nearest.isEmpty
                    ? ["`swiftlambda insights list` lists the regions that have a layer"]
                    : ["did you mean \(nearest.joined(separator: ", "))?"])
        ]
        exitStatus = source.exitStatus
    }
}
