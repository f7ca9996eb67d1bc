import Host
import Model
import Project
import Scaffolding
import SystemPackage

/// What a user has to set up before a file of continuous integration works.
struct CISetup {
    private let plan: CIPlan
    /// What the package lacks.
    let warnings: [Diagnostic]

    /// Looks at a package that exists or is about to.
    ///
    /// - Parameter hasArtifacts: whether its configuration names a bucket for archives.
    /// - Throws: `FileError`.
    init(_ plan: CIPlan, in package: FilePath, hasArtifacts: Bool, on host: Host) throws {
        self.plan = plan
        let checks = CIChecks(package: package, files: host.files)
        let terraform =
            try Setting.terraformOutput.resolve(flag: nil, in: host.environment)
            .map { host.absolute(FilePath($0)) } ?? package.appending("terraform")
        warnings = [
            hasArtifacts ? nil : Self.noArtifacts,
            try checks.hasRemoteState(in: terraform) ? nil : Self.localState,
            try checks.repositoryAbove().map { repository in
                Self.notAtRoot(plan.service, package: package.shown(from: repository))
            },
        ].compactMap { $0 }
    }

    /// What the file does, with the commands as hints.
    var note: Diagnostic {
        let released = plan.released.environment
        let what =
            plan.isPromoted
            ? "each push to main is deployed to \(plan.deployed.environment), and promoted to \(released) after approval"
            : "each push to main is deployed to \(released) after approval"
        return Diagnostic(
            .note, "init.ci-created", what,
            explanation: environments + "\n'swiftlambda explain init.ci-created' has the steps.", hints: commands)
    }

    private var roles: [String] { [plan.planEnvironment, plan.deployed.environment, plan.released.environment].unique }

    private var environments: String {
        let listed = roles.joined(separator: ", ")
        return switch plan.service {
        case .github:
            "Before the first push, create the environments \(listed), each with a role, and "
                + "\(plan.released.environment)-approval, with required reviewers, in the settings of the repository."
        case .gitlab:
            "Before the first push, make a role for each of the environments \(listed), and protect "
                + "\(plan.released.environment) in the settings of the project: who may deploy to it decides who may approve."
        }
    }

    /// The next commands.
    var commands: [String] {
        let targets = [plan.deployed, plan.released].unique
        switch plan.service {
        case .github:
            return targets.map {
                "swiftlambda deploy\($0.option) --print-policy --github OWNER/REPO --state-bucket STATE"
            }
                + roles.map { "gh variable set AWS_ROLE_ARN --env \($0) --body ROLE_ARN" }
                + [
                    "gh variable set SWIFTLAMBDA_RELEASE --body ADDRESS",
                    "gh variable set SWIFTLAMBDA_SHA256SUMS < SHA256SUMS",
                ]
        case .gitlab:
            return targets.map { "swiftlambda deploy\($0.option) --print-policy --state-bucket STATE" }
                + roles.map { "glab variable set AWS_ROLE_ARN ROLE_ARN --scope \($0)" }
                + [
                    "glab variable set SWIFTLAMBDA_RELEASE ADDRESS",
                    "glab variable set SWIFTLAMBDA_SHA256SUMS < SHA256SUMS",
                ]
        }
    }

    private static let noArtifacts = Diagnostic.warning(
        "init.ci-no-artifacts", "swiftlambda.yaml names no bucket, which deployments need",
        hints: [
            "add `artifacts: { bucket: NAME }` to swiftlambda.yaml, then run swiftlambda terraform --layout bootstrap"
        ])

    private static let localState = Diagnostic.warning(
        "init.ci-local-state", "Terraform's state would be lost after each job: no file in terraform/ names a backend",
        hints: [
            "write terraform/backend.tf: terraform { backend \"s3\" { bucket = \"STATE\", key = \"functions\", use_lockfile = true } }"
        ])

    private static func notAtRoot(_ service: CIService, package: String) -> Diagnostic {
        .warning(
            "init.ci-not-at-root", "\(service.title) reads the file only at the root of the repository",
            explanation: "The package is in '\(package)' of a larger repository.",
            hints: [
                "move the file to the root, and add '\(package)' to its working directories and paths"
            ])
    }
}

/// What is around a package, as far as continuous integration depends on it.
private struct CIChecks {
    let package: FilePath
    let files: any FileSystem

    /// The repository, if the package is not at its root.
    func repositoryAbove() throws -> FilePath? {
        var directory = package
        while true {
            if try files.status(of: directory.appending(".git"), followingLinks: true) != nil {
                return directory == package ? nil : directory
            }
            guard directory.removeLastComponent(), !directory.isEmpty else { return nil }
        }
    }

    /// Whether a configuration of Terraform keeps its state elsewhere.
    func hasRemoteState(in directory: FilePath) throws -> Bool {
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return false }
        return try files.names(in: directory).contains { name in
            let file = directory.appending(name)
            guard name.hasSuffix(".tf"),
                let status = try files.status(of: file, followingLinks: true), status.kind == .regular,
                status.size <= 1 << 20
            else { return false }
            let text = String(decoding: try files.read(file, limit: 1 << 20), as: UTF8.self)
            return text.contains(/(?m)^\s*(?:backend\s+"[a-z0-9]+"|cloud)\s*\{/)
                || text.contains(/terraform\s*\{\s*(?:backend\s+"[a-z0-9]+"|cloud)\s*\{/)
        }
    }
}

extension Array where Element: Hashable {
    /// The elements in their order, each once.
    fileprivate var unique: [Element] {
        var known: Set<Element> = []
        return filter { known.insert($0).inserted }
    }
}
