package import Model

/// No builder can be had for an architecture.
package enum SelectionFailure: DiagnosedError, Hashable {
    /// There is none.
    case noBuilder(
        Architecture, toolchain: Toolchain, machine: BuilderSelection.Machine, libc: CLibrary? = nil,
        unfit: [UnfitSDK], problems: [SDKProblem], engines: [SilentEngine] = [])
    /// No installed SDK has the name.
    case unknown(String, known: [String])
    /// The SDK of the name is broken.
    case broken(SDKProblem)
    /// The SDK that was asked for cannot be used.
    case unfit(String, SDKFitness, compiler: DottedVersion?)
    /// The SDKs that were asked for have no target for the architecture.
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
                    "sdk.unknown", "no Swift SDK '\(id)' is installed",
                    explanation: known.isEmpty ? nil : "Installed are \(known.joined(separator: ", ")).",
                    hints: (nearestName(to: id, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["see what is installed: swiftlambda sdk list"])
            ]
        case .broken(let problem): problem.diagnostics
        case .unfit(let id, let fitness, let compiler): [Self.unfit(id, fitness, compiler)]
        case .wrongArchitecture(let ids, let architecture):
            [
                .error(
                    "sdk.wrong-architecture",
                    "the Swift SDK \(ids.map { "'\($0)'" }.joined(separator: ", ")) does not build for \(architecture)",
                    hints: ["see what is installed: swiftlambda sdk list", "or leave the choice to --builder auto"])
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
            reasons = unfit.map { "The Swift SDK '\($0.id)' does not serve: \(reason($0.fitness, toolchain.version))" }
        }
        reasons.append(
            machine.nativeArchitecture.map {
                "This machine's own Swift builds for \($0)" + ($0 == architecture ? " with glibc only" : " only")
            } ?? "This machine's own Swift does not build for Linux")
        if libc != .musl {
            reasons.append(
                engines.isEmpty
                    ? "No container engine is in PATH"
                    : engines.map { "\($0.engine.rawValue) is installed and does not answer" }.joined(separator: ".\n"))
        }
        let install =
            StaticLinuxSDK(toolchain: toolchain)?.installCommandLine
            ?? "swiftlambda sdk install --url URL --checksum SHA256"
        return .error(
            "build.no-builder", "nothing here builds for \(what)",
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

    /// What gets a container engine to answer, and the command that then uses it.
    private static func containerWay(_ architecture: Architecture, _ engines: [SilentEngine]) -> String {
        let package = "swiftlambda package --arch \(architecture) --builder container"
        guard let engine = engines.first, let hint = engine.hints.first else {
            return "sudo apt-get install podman && \(package)"
        }
        return "\(package), once \(engine.engine.rawValue) answers; \(hint)"
    }

    private static func unfit(_ id: String, _ fitness: SDKFitness, _ compiler: DottedVersion?) -> Diagnostic {
        var hints = ["see which SDKs fit: swiftlambda sdk list"]
        if case .wrongVersion(let version) = fitness {
            hints = [
                "install the SDK of the compiler's version: swiftlambda sdk install",
                "or use the compiler of the SDK's version, \(version)",
            ]
        }
        return .error(
            "sdk.unfit", "the Swift SDK '\(id)' cannot be used here", explanation: reason(fitness, compiler) + ".",
            hints: hints)
    }

    private static func reason(_ fitness: SDKFitness, _ compiler: DottedVersion?) -> String {
        switch fitness {
        case .wrongVersion(let version):
            "its modules are of Swift \(version), and the compiler, "
                + (compiler.map { "\($0)," } ?? "whose version is not known,")
                + " reads only modules of its own version"
        case .wrongHost(let hosts): "it is meant for machines of \(hosts.joined(separator: ", "))"
        case .lacking(let modules, let file):
            "it lacks \(modules.joined(separator: " and ")), which '\(file)' imports"
        case .olderThanTools(let version, let tools, let package):
            "its standard library is of Swift \(version), and the package '\(package)' asks for \(tools)"
        case .exact, .rebuilt, .unknown: "it fits"
        }
    }

    private static func asNote(_ diagnostic: Diagnostic) -> Diagnostic {
        var note = diagnostic
        note.severity = .warning
        return note
    }
}
