package import Model

/// Code that is not pushed.
package enum PushError: DiagnosedError, Hashable {
    /// Only deployments change the stage.
    case protected(stage: String, function: String)
    /// The archive is for another architecture than the function.
    case otherArchitecture(function: String, archive: Architecture, deployed: String, stageOption: String)
    /// The archive is larger than Lambda takes directly, and the configuration has no bucket.
    case tooLarge(bytes: Int)
    /// Somebody else gave the function other code at the same time.
    case otherCode(deployedName: String)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .protected(let stage, let function):
            [
                .error(
                    "push.protected", "code is not pushed to the stage '\(stage)', which is protected",
                    explanation: "`protected: true` in swiftlambda.yaml admits only committed sources there. "
                        + "Nothing was built or changed.",
                    hints: [
                        "deploy the function: swiftlambda deploy \(function) --stage \(stage)",
                        "or push to another stage",
                    ])
            ]
        case .otherArchitecture(let function, let archive, let deployed, let stageOption):
            [
                .error(
                    "push.other-architecture",
                    "'\(function)' is deployed for \(deployed), and its archive is for \(archive)",
                    explanation: "The function's layers are for \(deployed), too, so only a deployment changes both. "
                        + "Nothing was changed.",
                    hints: [
                        "if \(deployed) is right: swiftlambda push \(function)\(stageOption) --arch \(deployed)",
                        "if \(archive) is right, set `architecture: \(archive)` and deploy the function",
                    ])
            ]
        case .tooLarge(let bytes):
            [
                .error(
                    "push.too-large", "the archive has \(bytes) bytes",
                    explanation: "Lambda takes at most \(LambdaLimits.zippedBytes) bytes directly (50 MB); "
                        + "larger archives need a bucket.",
                    hints: [
                        "name a bucket in swiftlambda.yaml: `artifacts: { bucket: NAME }`",
                        "see what makes the archive large: swiftlambda inspect",
                    ])
            ]
        case .otherCode(let name):
            [
                .error(
                    "push.other-code", "somebody else gave '\(name)' other code at the same time",
                    explanation: "Lambda has the pushed code no longer.",
                    hints: ["see who changed it, then run the same command again"])
            ]
        }
    }

    /// A protected stage and another architecture are wrong usage and input; the rest was done and found wanting.
    package var exitStatus: ExitStatus {
        switch self {
        case .protected: .usage
        case .otherArchitecture, .tooLarge: .badInput
        case .otherCode: .unsatisfied
        }
    }
}
