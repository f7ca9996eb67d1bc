import HCL
import Host
import SystemPackage
import TestSupport
import Testing

/// The real `terraform`, with the providers of a mirror on this machine.
struct TerraformTool {
    let environment: [String: String?]

    /// Writes the command line configuration that names the mirror.
    ///
    /// - Parameter directory: where; it has to outlive the tool.
    init(in directory: ScratchDirectory) throws {
        let mirror = try #require(try ProviderMirror.find())
        let document = Document(blocks: [
            Block("provider_installation") {
                Block("filesystem_mirror") {
                    Argument("path", .string(mirror.string))
                }
            }
        ])
        let configuration = try directory.write(document.rendered(), to: "terraform.rc")
        environment = [
            "TF_CLI_CONFIG_FILE": configuration.string, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
            "NO_COLOR": "1", "TF_CLI_ARGS": nil, "TF_DATA_DIR": nil, "TF_WORKSPACE": nil, "TF_LOG": nil,
            "AWS_PROFILE": nil, "AWS_REGION": nil, "AWS_DEFAULT_REGION": nil, "AWS_EC2_METADATA_DISABLED": "true",
        ]
    }

    /// Runs `terraform`, which has to end with a status and to warn of nothing.
    ///
    /// - Parameters:
    ///   - workspace: another one than the selected one.
    ///   - warning: the only warning, if one has to be there.
    /// - Returns: all that it wrote.
    @discardableResult
    func run(
        _ arguments: [String],
        in directory: FilePath,
        workspace: String? = nil,
        status: Int32 = 0,
        warning: String? = nil,
        timeLimit: Duration = .seconds(600),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ToolResult {
        let result = try await runTool(
            "terraform", arguments, in: directory, environment: environment.merging(["TF_WORKSPACE": workspace]) { $1 },
            timeLimit: timeLimit)
        let told = "terraform \(arguments.joined(separator: " ")):\n\(result.output)\(result.error)"
        try #require(result.status == status, "\(told)", sourceLocation: sourceLocation)
        if let warning {
            let warnings = told.matches(of: #/Warning: (.*)/#).map { String($0.1) }
            #expect(Set(warnings) == [warning], "\(told)", sourceLocation: sourceLocation)
            return result
        }
        // `init` warns that a mirror has the provider of one platform only.
        #expect(
            arguments.first == "init" || !told.contains("Warning:"), "\(told)", sourceLocation: sourceLocation)
        return result
    }
}

/// A directory from which `terraform` installs providers without a network.
enum ProviderMirror {
    /// The directory that `TF_PLUGIN_DIR` names, or one in a usual place that holds the AWS provider.
    static func find() throws -> FilePath? {
        let files = LiveFileSystem()
        func holdsProvider(_ directory: FilePath) throws -> Bool {
            let provider = directory.appending("registry.terraform.io").appending("hashicorp").appending("aws")
            return try files.status(of: provider, followingLinks: true)?.kind == .directory
        }
        if let named = testEnvironment["TF_PLUGIN_DIR"] {
            return try holdsProvider(FilePath(named)) ? FilePath(named) : nil
        }
        var roots: [FilePath] = ["/opt", "/usr/local", "/usr/local/share", "/usr/share", "/var/lib"]
        if let home = testEnvironment["HOME"] {
            roots.append(FilePath(home).appending(".terraform.d"))
        }
        for root in roots where try files.status(of: root, followingLinks: true)?.kind == .directory {
            let below = try files.names(in: root).map { root.appending($0) }
            if let mirror = try ([root] + below).first(where: holdsProvider) { return mirror }
        }
        return nil
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips tests where there is no `terraform`.
    static var needsTerraform: Self {
        .requires("terraform", "'terraform' is not in PATH") { try liveProcesses().locate("terraform") != nil }
    }

    /// Skips tests where there is no mirror with the AWS provider.
    static var needsProviderMirror: Self {
        .requires("terraform", "no mirror with hashicorp/aws: TF_PLUGIN_DIR names none, nor is one in a usual place") {
            try ProviderMirror.find() != nil
        }
    }

    /// Skips tests where Python has no moto.
    static var needsMoto: Self {
        .requires("terraform", "no moto: pip install 'moto[server]' boto3") {
            guard try liveProcesses().locate("python3") != nil else { return false }
            return try await runTool("python3", ["-c", "import boto3, moto.server"]).status == 0
        }
    }
}
