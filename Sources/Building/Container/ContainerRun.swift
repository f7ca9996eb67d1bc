import Host
import Model
import SystemPackage

/// A command that runs in a container of its own.
struct ContainerRun: Sendable, Hashable {
    var plan: ContainerPlan
    var architecture: Architecture
    /// What the container sees of this machine, each under its own path.
    var mounts: [FilePath]
    /// A directory among the mounts that stands for the home directory.
    var home: FilePath
    /// The container's name, by which it is removed.
    var name: String

    /// The engine's command.
    ///
    /// - Parameter inherited: the names of this machine's variables that the container shall have too.
    /// - Throws: `ContainerError.unmountable`.
    func command(_ command: Command, inherited: [String] = []) throws(ContainerError) -> Command {
        let driver = plan.driver
        var arguments = ["run", "--rm", "--name", name, "--platform", architecture.ociPlatform] + driver.runOptions
        arguments += driver.userOptions(plan.user, isRootless: plan.isRootless)
        for (key, value) in environment(of: command) { arguments += ["--env", "\(key)=\(value)"] }
        for name in inherited { arguments += ["--env", name] }
        for mount in Self.outermost(mounts) { arguments += ["--mount", try driver.mount(mount)] }
        arguments += ["--workdir", (command.workingDirectory ?? home).string]
        // An image may have an entry point of its own that starts something else.
        arguments += ["--entrypoint", command.executable, plan.image]
        return Command(plan.program.string, arguments + command.arguments)
    }

    private func environment(of command: Command) -> [(key: String, value: String)] {
        var environment = [
            // The user need not be known in the image; Foundation asks the system for the home directory first, unless
            // the second variable is there.
            "HOME": home.string, "CFFIXED_USER_HOME": home.string,
            // Nobody is there to answer.
            "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
        ]
        for (key, value) in command.environment { environment[key] = value }
        return environment.sorted { $0.key < $1.key }
    }

    /// The paths without those that lie in another.
    static func outermost(_ paths: [FilePath]) -> [FilePath] {
        Set(paths).filter { path in !paths.contains { $0 != path && path.starts(with: $0) } }
            .sorted { $0.string < $1.string }
    }
}
