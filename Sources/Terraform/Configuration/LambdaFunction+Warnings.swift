import Model

extension LambdaFunction {
    /// What a user ought to know about the function before it is deployed.
    ///
    /// - Parameter preparation: what its sources do about the end of its environment, where they are known.
    func warnings(archive: ArchiveReference?, preparation: ShutdownPreparation? = nil) -> [Diagnostic] {
        var found = preparation.map { $0.warning(for: self).map { [$0] } ?? [] } ?? []
        if found.isEmpty, preparation?.registersExtension(in: self) != true, !hasExtensionLayer {
            found.append(
                .warning(
                    "terraform.no-sigterm", "\(name): SIGTERM will never reach the function",
                    explanation: "Lambda sends SIGTERM only where an extension is registered. Without one the process "
                        + "is killed at once, no cleanup runs, and connections to databases stay open until the other "
                        + "side gives them up.",
                    hints: [
                        "set `insights: true`: the Lambda Insights layer is an extension",
                        "or name the layer of another extension under `layers:`",
                    ]))
        }
        if let date = runtime.supportEnded {
            found.append(
                .warning(
                    "terraform.runtime-unsupported", "\(name): AWS ended the support of \(runtime) on \(date)",
                    explanation: "\(runtime.operatingSystem) gets no security fixes any more, and AWS may refuse to "
                        + "make or update functions on it.",
                    hints: ["set `runtime: \(LambdaRuntime.providedAL2023)` and package the function again"]))
        }
        if let archive, !archive.exists {
            found.append(
                .warning(
                    "terraform.archive-missing", "\(name): the archive '\(archive.path)' is not there yet",
                    explanation: "Terraform reads it, and fails until it is there.",
                    hints: ["swiftlambda package \(name) --arch \(architecture)"]))
        }
        return found
    }
}
