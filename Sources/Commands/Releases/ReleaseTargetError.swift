import Model

/// The places of a release are not given, or do not exist.
enum ReleaseTargetError: DiagnosedError, Hashable {
    /// The project has stages.
    case stageNeeded(known: [String])
    /// The configuration has no region.
    case regionNeeded
    /// The stage does not have the region.
    case unknownRegion(String, stage: String?, known: [String])

    var diagnostics: [Diagnostic] {
        switch self {
        case .stageNeeded(let known):
            [
                .error(
                    "release.stage-needed", "the project has stages: which one?",
                    explanation: "The stages are \(known.joined(separator: ", ")).",
                    hints: known.first.map { ["add, for example, --stage \($0)"] } ?? [])
            ]
        case .regionNeeded:
            [
                .error(
                    "release.region-needed", "nothing says in which region the functions are",
                    hints: ["write `regions: [eu-west-1]` in swiftlambda.yaml, or set SWIFTLAMBDA_REGION"])
            ]
        case .unknownRegion(let name, let stage, let known):
            [
                .error(
                    "release.unknown-region",
                    "\(stage.map { "the stage '\($0)'" } ?? "the project") is not in the region '\(name)'",
                    explanation: "It is in \(known.joined(separator: ", ")).",
                    hints: nearestName(to: name, among: known).map { ["did you mean '\($0)'?"] }
                        ?? ["add the region to `regions:` in swiftlambda.yaml"])
            ]
        }
    }

    var exitStatus: ExitStatus { .usage }
}
