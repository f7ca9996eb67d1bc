import Model

extension LambdaFunction {
    /// What a user should know about the function before deploying it.
    ///
    /// - Parameter preparation: how its sources prepare for the end of its environment, if known.
    func warnings(preparation: ShutdownPreparation? = nil) -> [Diagnostic] {
        var found = preparation.map { $0.warning(for: self).map { [$0] } ?? [] } ?? []
        if found.isEmpty, preparation?.registersExtension(in: self) != true, !hasExtensionLayer {
            found.append(
                .warning(
                    "terraform.no-sigterm", "\(name): SIGTERM will never reach the function",
                    explanation: "Lambda sends SIGTERM only if an extension is registered. Without one, the process "
                        + "is killed at once, no cleanup runs, and database connections stay open until the other "
                        + "side gives up on them.",
                    hints: [
                        "set `insights: true`: the Lambda Insights layer is an extension",
                        "or add the layer of another extension under `layers:`",
                    ]))
        }
        if let date = runtime.supportEnded {
            found.append(
                .warning(
                    "terraform.runtime-unsupported", "\(name): AWS ended support for \(runtime) on \(date)",
                    explanation: "\(runtime.operatingSystem) no longer gets security fixes, and AWS may refuse to "
                        + "create or update functions on it.",
                    hints: ["set `runtime: \(LambdaRuntime.providedAL2023)` and package the function again"]))
        }
        return found + surroundingWarnings
    }

    /// What a user should know about the function's local archive before deploying it.
    func warnings(of archive: ArchiveReference?) -> [Diagnostic] {
        guard let archive else { return [] }
        guard archive.exists else {
            return [
                .warning(
                    "terraform.archive-missing", "\(name): the archive '\(archive.path)' does not exist yet",
                    explanation: "`terraform plan` and `apply` fail until it does; `validate` and `destroy` work.",
                    hints: ["swiftlambda package \(name) --arch \(architecture)"])
            ]
        }
        guard let size = archive.sizeBytes, size > LambdaLimits.zippedBytes else { return [] }
        return [
            .warning(
                "terraform.archive-too-large", "\(name): the archive has \(size) bytes, too many to upload directly",
                explanation: "Lambda takes at most \(LambdaLimits.zippedBytes) bytes (50 MB) in a request, so that "
                    + "`terraform apply` fails. From a bucket, it takes any archive of at most 250 MB unzipped.",
                hints: ["deploy from a bucket, with `artifacts: { bucket: NAME }` at the top of swiftlambda.yaml"])
        ]
    }
}
