import Building
import Console
import Host
import Packaging
import Project

extension PackageSources {
    /// Creates a source of descriptions for commands that build nothing.
    init(reading settings: ProjectSettings, on host: Host, console: CommandConsole) throws {
        self.init(
            settings,
            chooser: BuilderChooser(try SDKStore.named(on: host), scratch: settings.workspace.scratch, on: host),
            on: host
        ) { console.begin("Pulling \($0)") }
    }
}
