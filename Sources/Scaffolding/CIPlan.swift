package import Model

/// A file of continuous integration to be created, as values.
package struct CIPlan: Sendable, Hashable {
    /// A stage to release to; without a name, what a project without stages has in its place.
    package struct Target: Sendable, Hashable {
        /// The stage's name.
        package var stage: String?
        /// Its first region, if one is known.
        package var region: Region?
        /// The number of its account, if known.
        package var account: String?

        /// Creates a target.
        package init(stage: String? = nil, region: Region? = nil, account: String? = nil) {
            self.stage = stage
            self.region = region
            self.account = account
        }

        /// The environment at the service, which has the role that deploys there.
        package var environment: String { stage ?? "production" }
        /// The option of commands that work on the stage, after a space; empty without a stage.
        package var option: String { stage.map { " --stage \($0)" } ?? "" }
    }

    /// How releases get where callers are.
    package enum Route: Sendable, Hashable {
        /// A deployment to the only target, after approval.
        case approved(Target)
        /// A deployment to one stage with each push, and a promotion to another after approval.
        case promoted(from: Target, to: Target)
    }

    /// The functions that are built on one kind of runner.
    package struct Build: Sendable, Hashable {
        /// The architecture.
        package var architecture: Architecture
        /// The functions' names; empty for all.
        package var functions: [String]

        /// Creates a build.
        package init(architecture: Architecture, functions: [String] = []) {
            self.architecture = architecture
            self.functions = functions
        }
    }

    /// The service.
    package var service: CIService
    /// How releases get where callers are.
    package var route: Route
    /// What is built: one for all functions, or one for each architecture.
    package var builds: [Build]
    /// The program that applies Terraform's configurations.
    package var tool: DeploySettings.Tool
    /// The version of swiftlambda that is installed.
    package var version: String

    /// Creates a plan.
    package init(
        service: CIService, route: Route, builds: [Build], tool: DeploySettings.Tool = .terraform,
        version: String = ToolVersion.current
    ) {
        self.service = service
        self.route = route
        self.builds = builds
        self.tool = tool
        self.version = version
    }

    /// Chooses the route of a project.
    ///
    /// The stage to release to is the last one that is protected, or else one that is named for production, or else the
    /// last one. The stage before it is deployed with each push.
    ///
    /// - Parameters:
    ///   - targets: the stages in the order of the file; one without a name if there are none.
    ///   - protected: the stages that only committed sources are deployed to.
    package static func route(through targets: [Target], protected: Set<String>) -> Route {
        func last(of names: Set<String>) -> Int? {
            targets.lastIndex { $0.stage.map(names.contains) == true }
        }
        guard let index = last(of: protected) ?? last(of: ["prod", "production", "live"]) ?? targets.indices.last else {
            return .approved(Target())
        }
        // Where it comes first, nothing is deployed without approval.
        guard index > 0 else { return .approved(targets[index]) }
        return .promoted(from: targets[index - 1], to: targets[index])
    }

    /// The target that gets the build of a push.
    package var deployed: Target {
        switch route {
        case .approved(let target), .promoted(from: let target, to: _): target
        }
    }

    /// The target that callers use: releases to it are approved.
    package var released: Target {
        switch route {
        case .approved(let target), .promoted(from: _, to: let target): target
        }
    }

    /// Whether a push is deployed without approval.
    package var isPromoted: Bool { deployed != released }

    /// The environment of plans for pull requests.
    ///
    /// Its role is for every branch, so it is not that of approved releases.
    package var planEnvironment: String {
        isPromoted ? deployed.environment : released.environment + "-plan"
    }
}
