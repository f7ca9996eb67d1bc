package import Model

/// No builder is available for an architecture.
package enum SelectionFailure: DiagnosedError, Hashable {
    /// There is none.
    case noBuilder(
        Architecture, toolchain: Toolchain, machine: BuilderSelection.Machine, libc: CLibrary? = nil,
        unfit: [UnfitSDK], problems: [SDKProblem], engines: [SilentEngine] = [])
    /// No installed SDK has the name.
    case unknown(String, known: [String])
    /// The SDK of the name is broken.
    case broken(SDKProblem)
    /// The SDK that was requested can't be used.
    case unfit(String, SDKFitness, compiler: DottedVersion?)
    /// The SDKs that were requested have no target for the architecture.
    case wrongArchitecture([String], architecture: Architecture)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noBuilder(let architecture, let toolchain, let machine, let libc, let unfit, let problems, let engines):
            [Self.noBuilder(architecture, toolchain, machine, libc, unfit, engines)]
                + problems.flatMap(\.diagnostics).map(Self.asNote)
        case .unknown(let id, let known):
            [
                .error(
                    "sdk.unknown", "the Swift SDK '\(id)' is not installed",
                    explanation: known.isEmpty ? nil : "Installed SDKs: \(known.joined(separator: ", ")).",
                    hints: (nearestName(to: id, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["list the installed SDKs: swiftlambda sdk list"])
            ]
        case .broken(let problem): problem.diagnostics
        case .unfit(let id, let fitness, let compiler): [Self.unfit(id, fitness, compiler)]
        case .wrongArchitecture(let ids, let architecture):
            [
                .error(
                    "sdk.wrong-architecture",
                    "the Swift SDK \(ids.map { "'\($0)'" }.joined(separator: ", ")) does not build for \(architecture)",
                    hints: ["list the installed SDKs: swiftlambda sdk list", "or leave the choice to --builder auto"])
            ]
        }
    }

    /// A needed tool is missing; an unknown name is wrong usage.
    package var exitStatus: ExitStatus {
        switch self {
        case .unknown: .usage
        case .noBuilder, .broken, .unfit, .wrongArchitecture: .unavailable
        }
    }

    private static func noBuilder(
        _ architecture: Architecture, _ toolchain: Toolchain, _ machine: BuilderSelection.Machine, _ libc: CLibrary?,
        _ unfit: [UnfitSDK], _ engines: [SilentEngine]
    ) -> Diagnostic {
        let what = libc.map { "\(architecture) with \($0)" } ?? "\(architecture)"
        var reasons = ["No installed Swift SDK builds for it"]
        if !unfit.isEmpty {
            reasons = unfit.map { "The Swift SDK '\($0.id)' can't be used: \(reason($0.fitness, toolchain.version))" }
        }
        reasons.append(
            machine.nativeArchitecture.map {
                "This machine's Swift builds for \($0)" + ($0 == architecture ? " with glibc only" : " only")
            } ?? "This machine's Swift does not build for Linux")
        if libc != .musl {
            reasons.append(
                engines.isEmpty
                    ? "No container engine is in PATH"
                    : engines.map { "\($0.engine.rawValue) is installed but does not respond" }.joined(separator: ".\n")
            )
        }
        let install =
            StaticLinuxSDK(toolchain: toolchain)?.installCommandLine
            ?? "swiftlambda sdk install --url URL --checksum SHA256"
        return .error(
            "build.no-builder", "no builder is available for \(what)",
            explanation: reasons.map { $0 + "." }.joined(separator: "\n"),
            hints: ["install the static Linux SDK: \(install)"]
                + (libc == .musl
                    ? []
                    : [
                        "or assemble an SDK from Debian's packages: "
                            + "swiftlambda sdk make --from debian --arch \(architecture)",
                        "or build in a container: " + containerWay(architecture, engines),
                    ]))
    }

    /// How to make a container engine respond, and the command that then uses it.
    private static func containerWay(_ architecture: Architecture, _ engines: [SilentEngine]) -> String {
        let package = "swiftlambda package --arch \(architecture) --builder container"
        guard let engine = engines.first, let hint = engine.hints.first else {
            return "sudo apt-get install podman && \(package)"
        }
        return "\(package), once \(engine.engine.rawValue) responds; \(hint)"
    }

    private static func unfit(_ id: String, _ fitness: SDKFitness, _ compiler: DottedVersion?) -> Diagnostic {
        var hints = ["list the SDKs that fit: swiftlambda sdk list"]
        if case .wrongVersion(let version) = fitness {
            hints = [
                "install the SDK of the compiler's version: swiftlambda sdk install",
                "or use the SDK's compiler version, \(version)",
            ]
        }
        return .error(
            "sdk.unfit", "the Swift SDK '\(id)' can't be used here", explanation: reason(fitness, compiler) + ".",
            hints: hints)
    }

    private static func reason(_ fitness: SDKFitness, _ compiler: DottedVersion?) -> String {
        switch fitness {
        case .wrongVersion(let version):
            "its modules were built with Swift \(version), but the compiler, "
                + (compiler.map { "\($0)," } ?? "whose version is unknown,")
                + " reads only modules of its own version"
        case .wrongHost(let hosts): "it is meant for machines of \(hosts.joined(separator: ", "))"
        case .lacking(let modules, let file):
            "it lacks \(modules.joined(separator: " and ")), which '\(file)' imports"
        case .olderThanTools(let version, let tools, let package):
            "its standard library has version \(version), but the package '\(package)' requires \(tools)"
        case .exact, .rebuilt, .unknown: "it fits"
        }
    }

    private static func asNote(_ diagnostic: Diagnostic) -> Diagnostic {
        var note = diagnostic
        note.severity = .warning
        return note
    }
}
