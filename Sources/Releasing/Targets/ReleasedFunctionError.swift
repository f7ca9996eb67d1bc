package import Model

/// A function is not on Lambda in the place where a command looks for it.
package enum ReleasedFunctionError: DiagnosedError, Hashable {
    /// It was never deployed there.
    case notDeployed(String, deployedName: String, region: String, stageOption: String)
    /// It has no such version or alias, or is not deployed.
    case noQualifier(String, function: String, deployedName: String, region: String, stageOption: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notDeployed(let function, let deployedName, let region, let stageOption):
            [
                .error(
                    "release.not-deployed", "there is no function '\(deployedName)' in \(region)",
                    explanation: "It has to be deployed once before its code can be replaced or it can be invoked.",
                    hints: [
                        "deploy it: swiftlambda deploy \(function)\(stageOption)",
                        "if it was deployed, see whose account this is: aws sts get-caller-identity",
                    ])
            ]
        case .noQualifier(let qualifier, let function, let deployedName, let region, let stageOption):
            [
                .error(
                    "release.no-qualifier",
                    "'\(deployedName)' has no version or alias '\(qualifier)' in \(region), or is not deployed there",
                    hints: ["see its versions and aliases: swiftlambda versions \(function)\(stageOption)"])
            ]
        }
    }

    /// The work cannot be done: status 1.
    package var exitStatus: ExitStatus { .unsatisfied }
}

extension ReleaseTarget {
    /// The error about a function that is not here.
    func notDeployed(_ function: LambdaFunction) -> ReleasedFunctionError {
        .notDeployed(
            function.name, deployedName: function.deployedName, region: region.name, stageOption: stageOption)
    }
}
