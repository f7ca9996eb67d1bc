import Host
import Model
import SystemPackage

/// A command that runs in its own container.
struct ContainerRun: Sendable, Hashable {
    var plan: ContainerPlan
    var architecture: Architecture
    /// The mounts of this machine's paths, each at the same path.
    var mounts: [FilePath]
    /// A directory among the mounts that is used as the home directory.
    var home: FilePath
    /// The container's name, used to remove it.
    var name: String

    /// The engine's command.
    ///
    /// - Parameter inherited: the names of this machine's variables that the container inherits.
    /// - Throws: `ContainerError.unmountable`.
    func command(_ command: Command, inherited: [String] = []) throws(ContainerError) -> Command {
        let driver = plan.driver
        var arguments = ["run", "--rm", "--name", name, "--platform", architecture.ociPlatform] + driver.runOptions
        arguments += driver.userOptions(plan.user, isRootless: plan.isRootless)
        for (key, value) in environment(of: command) { arguments += ["--env", "\(key)=\(value)"] }
        for name in inherited { arguments += ["--env", name] }
        for mount in Self.outermost(mounts) { arguments += ["--mount", try driver.mount(mount)] }
        arguments += ["--workdir", (command.workingDirectory ?? home).string]
        // An image may have an entry point that starts another program.
        arguments += ["--entrypoint", command.executable, plan.image]
        return Command(plan.program.string, arguments + command.arguments)
    }

    private func environment(of command: Command) -> [(key: String, value: String)] {
        var environment = [
            // The image may not know the user; Foundation asks the system for the home directory first, unless
            // the second variable is set.
            "HOME": home.string, "CFFIXED_USER_HOME": home.string,
            // Nobody can answer prompts.
            "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        ]
        for (key, value) in command.environment { environment[key] = value }
        return environment.sorted { $0.key < $1.key }
    }

    /// The paths without those inside another one.
    static func outermost(_ paths: [FilePath]) -> [FilePath] {
        Set(paths).filter { path in !paths.contains { $0 != path && path.starts(with: $0) } }
            .sorted { $0.string < $1.string }
    }
}
