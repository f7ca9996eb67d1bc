import Model

extension LambdaFunction {
    /// What a user should know about the function before deploying it.
    ///
    /// - Parameter preparation: how its sources prepare for the end of its environment, if known.
    func warnings(archive: ArchiveReference?, preparation: ShutdownPreparation? = nil) -> [Diagnostic] {
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
        if let archive, !archive.exists {
            found.append(
                .warning(
                    "terraform.archive-missing", "\(name): the archive '\(archive.path)' does not exist yet",
                    explanation: "Terraform reads it, and fails until it exists.",
                    hints: ["swiftlambda package \(name) --arch \(architecture)"]))
        }
        return found + surroundingWarnings
    }
}
