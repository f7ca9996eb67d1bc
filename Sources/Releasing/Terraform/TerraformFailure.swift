package import Model

/// A run of `terraform` or `tofu` that failed.
package struct TerraformFailure: DiagnosedError, Hashable {
    /// Which program.
    package var program: TerraformProgram
    /// What it had to do.
    package var invocation: TerraformInvocation
    /// Where.
    package var place: TerraformPlace
    /// How it ended.
    package var end: ProcessEnd
    /// What it reported.
    package var transcript: TerraformTranscript
    /// Why it failed.
    package var cause: TerraformCause

    /// Creates a failure; the cause is found in what was reported.
    package init(
        _ program: TerraformProgram, _ invocation: TerraformInvocation, in place: TerraformPlace, end: ProcessEnd,
        transcript: TerraformTranscript, cause: TerraformCause? = nil
    ) {
        self.program = program
        self.invocation = invocation
        self.place = place
        self.end = end
        self.transcript = transcript
        self.cause = cause ?? TerraformCause(of: transcript.diagnostics)
    }

    /// How far an apply came.
    package var progress: ApplyProgress { transcript.progress }

    /// What is known about the cause, how far an apply came, and Terraform's own words.
    package var diagnostics: [Diagnostic] {
        var list: [Diagnostic] = []
        if let known = knownCause { list.append(known) }
        if isIncomplete { list.append(incomplete) }
        if showsOwnWords {
            list += transcript.diagnostics.filter { $0.severity == .error }.map { $0.diagnostic(from: program) }
        }
        guard !list.contains(where: { $0.severity == .error }) else { return list }
        let lines = transcript.lastLines
        list.append(
            .error(
                "terraform.failed", "\(program.title): \(command) \(end.inWords)",
                explanation: lines.isEmpty ? nil : "Its last lines:\n" + lines.map { "  \($0)\n" }.joined()))
        return list
    }

    /// 69 if something is missing that the user has to provide, 1 for all else.
    package var exitStatus: ExitStatus {
        switch cause {
        case .expiredCredentials, .noCredentials, .notInitialized, .backendChanged: .unavailable
        case .interrupted: .interrupted
        case .locked, .wrongAccount, .denied, .stalePlan, .other: .unsatisfied
        }
    }

    /// The command as the user would type it.
    var command: String { "`\(program.rawValue) \(invocation.name)`" }

    /// Whether Terraform's words say more than ours.
    private var showsOwnWords: Bool {
        switch cause {
        case .locked, .notInitialized, .stalePlan: false
        case .backendChanged, .expiredCredentials, .noCredentials, .wrongAccount, .denied, .interrupted, .other: true
        }
    }

    /// Whether an apply changed something before it failed.
    private var isIncomplete: Bool {
        if case .apply = invocation { progress.hasBegun } else { false }
    }
}
