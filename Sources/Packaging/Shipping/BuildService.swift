/// What ran the build, as its provenance names it.
struct BuildService: Sendable, Hashable {
    /// The builder: whoever trusts it, trusts what it says.
    var identifier: String
    /// The run, if the builder numbers its runs.
    var invocation: String?

    /// Any machine, which nobody else vouches for.
    static let anyMachine = BuildService(identifier: "urn:swiftlambda:builder:local")

    init(identifier: String, invocation: String? = nil) {
        self.identifier = identifier
        self.invocation = invocation
    }

    /// The service that sets these variables, else any machine.
    ///
    /// The identifiers are those that GitHub and GitLab use in their own provenance.
    init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if value("GITHUB_ACTIONS") == "true", let server = value("GITHUB_SERVER_URL"),
            let repository = value("GITHUB_REPOSITORY"), let run = value("GITHUB_RUN_ID")
        {
            self.init(
                identifier: "https://github.com/actions/runner/\(value("RUNNER_ENVIRONMENT") ?? "self-hosted")",
                invocation: "\(server)/\(repository)/actions/runs/\(run)/attempts/\(value("GITHUB_RUN_ATTEMPT") ?? "1")"
            )
        } else if value("GITLAB_CI") == "true", let project = value("CI_PROJECT_URL"), let job = value("CI_JOB_URL") {
            self.init(identifier: "\(project)/-/runners/\(value("CI_RUNNER_ID") ?? "0")", invocation: job)
        } else {
            self = .anyMachine
        }
    }
}
