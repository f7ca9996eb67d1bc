package import Host
package import SystemPackage

/// One run of `terraform` or `tofu`, as a value.
package enum TerraformInvocation: Sendable, Hashable {
    /// Prints the program's version as JSON.
    case version
    /// Installs providers and connects the backend.
    case initialize
    /// Lists the workspaces.
    case listWorkspaces
    /// Creates a workspace, and selects it.
    case createWorkspace(String)
    /// Selects a workspace.
    case selectWorkspace(String)
    /// Writes a plan to a file, and reports what it does as JSON lines.
    case plan(to: FilePath)
    /// Prints a plan as JSON.
    case show(plan: FilePath)
    /// Applies exactly a plan, and reports what it does as JSON lines.
    case apply(plan: FilePath)
    /// Prints the outputs as JSON.
    case outputs

    /// How long an interrupted run may take to finish what it began: AWS may take minutes to create a resource, and a
    /// program that is killed meanwhile forgets it.
    static let patience = Duration.seconds(600)

    /// The command as users know it, such as `workspace new`.
    package var name: String {
        switch self {
        case .version: "version"
        case .initialize: "init"
        case .listWorkspaces: "workspace list"
        case .createWorkspace: "workspace new"
        case .selectWorkspace: "workspace select"
        case .plan: "plan"
        case .show: "show"
        case .apply: "apply"
        case .outputs: "output"
        }
    }

    /// The arguments.
    ///
    /// - Parameter lockTimeout: how long to wait for a locked state, in seconds.
    func arguments(in place: TerraformPlace, lockTimeout: Int) -> [String] {
        let lock = "-lock-timeout=\(lockTimeout)s"
        switch self {
        case .version: return ["version", "-json"]
        case .initialize: return ["init", "-input=false", "-no-color", lock]
        case .listWorkspaces: return ["workspace", "list", "-no-color"]
        case .createWorkspace(let name): return ["workspace", "new", "-no-color", lock, name]
        case .selectWorkspace(let name): return ["workspace", "select", "-no-color", name]
        case .plan(let file):
            // Status 2 tells a plan that changes something from one that does not, without reading it.
            return ["plan", "-json", "-input=false", "-detailed-exitcode", lock, "-out=\(file)"] + place.variables
        case .show(let plan): return ["show", "-json", "-no-color", plan.string]
        case .apply(let plan): return ["apply", "-json", "-input=false", lock, plan.string]
        case .outputs: return ["output", "-json", "-no-color"]
        }
    }

    /// The changes to the environment.
    private func environment(in place: TerraformPlace) -> [String: String?] {
        // Without CHECKPOINT_DISABLE, each run asks its makers for a newer version.
        var changes: [String: String?] = ["TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"]
        guard let workspace = place.workspace else { return changes }
        switch self {
        case .version: break
        // Terraform refuses these commands while the variable is set, or fails for a workspace that does not exist yet.
        case .initialize, .listWorkspaces, .createWorkspace, .selectWorkspace:
            changes.updateValue(nil, forKey: "TF_WORKSPACE")
        // Unlike `workspace select`, it leaves the user's own choice alone, and two runs at once do not disturb each other.
        case .plan, .show, .apply, .outputs: changes["TF_WORKSPACE"] = workspace
        }
        return changes
    }

    /// The command to run.
    ///
    /// - Parameter lockTimeout: how long to wait for a locked state, in seconds.
    package func command(_ executable: FilePath, in place: TerraformPlace, lockTimeout: Int = 60) -> Command {
        var command = Command(
            executable.string, arguments(in: place, lockTimeout: lockTimeout), workingDirectory: place.directory,
            environment: environment(in: place))
        switch self {
        case .initialize, .createWorkspace, .plan, .apply:
            command.cancellation = .interrupt(patience: Self.patience)
        case .version, .listWorkspaces, .selectWorkspace, .show, .outputs: break
        }
        return command
    }
}
