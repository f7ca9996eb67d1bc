import Host
import Model
import Project
import SystemPackage

/// An argument that names a file, or a function of the package that was packaged.
struct ArchiveArgument {
    private let text: String
    private let architecture: Architecture?
    private let workspace: Workspace

    init(_ text: String, architecture: Architecture? = nil, workspace: Workspace) {
        self.text = text
        self.architecture = architecture
        self.workspace = workspace
    }

    /// The path, or the archive of the function.
    func file(on host: Host, console: CommandConsole) async throws -> FilePath {
        let file = host.absolute(FilePath(text))
        guard !LocalFunctionFinder.isPath(text), try host.files.status(of: file, followingLinks: true) == nil,
            try workspace.isPackage(files: host.files)
        else { return file }
        return try await LocalFunctionFinder(
            argument: text, workspace: workspace, architecture: architecture, host: host, console: console
        ).find().code
    }
}
