import HCL
import Host
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A configuration on disk with real archives beside it, and `terraform` pointed at moto.
struct Deployment {
    /// What AWS says about a function.
    struct DeployedFunction: Decodable {
        var architectures: [String]
        var codeSha256: String
        var description: String
        var environment: [String: String]
        var layers: [String]
        var logGroup: String
        var logging: [String: String]
        var memory: Int
        var policies: [String: String]
        var retention: Int?
        var role: String
        var tags: [String: String]
        var tracing: String
        var trust: String
    }

    let terraform: TerraformTool
    let moto: Moto
    let functions: [LambdaFunction]
    /// Where `terraform` runs.
    let directory: FilePath
    /// The digests of the archives as Terraform writes them, by function name.
    let hashes: [String: String]
    private let scratch: ScratchDirectory

    /// Writes the configuration.
    init(
        _ functions: [LambdaFunction],
        regions: [String],
        layout: ConfigurationLayout = .root,
        adopting adopted: Set<String> = []
    ) async throws {
        scratch = try ScratchDirectory()
        terraform = try TerraformTool(in: scratch)
        moto = try #require(Moto.current)
        self.functions = functions
        var archives: [String: ArchiveReference] = [:]
        var hashes: [String: String] = [:]
        for function in functions {
            let name = Self.archive(of: function)
            let result = try await runTool(
                "python3", [Moto.script("make_archive.py"), scratch.appending(name).string])
            try #require(result.status == 0, "\(result.error)")
            hashes[function.name] = result.output.filter { !$0.isNewline }
            archives[function.name] = ArchiveReference(path: "../" + name, exists: true)
        }
        self.hashes = hashes
        let configuration = try TerraformConfiguration(
            functions: functions,
            regions: regions.map { try #require(Region($0)) },
            account: Moto.account,
            layout: layout,
            archives: archives,
            adopting: adopted,
            catalogue: .bundled())
        let folder = layout == .root ? "terraform" : "functions"
        for file in configuration.files {
            try scratch.write(file.content, to: folder + "/" + file.path)
        }
        directory = scratch.appending("terraform")
    }

    /// Writes a file of the user beside the configuration, or where that is a module in the directory that calls it.
    func write(_ name: String, _ blocks: [Block]) throws {
        try scratch.write(Document(blocks: blocks).rendered(), to: "terraform/" + name)
    }

    /// Removes a file of the configuration.
    func remove(_ name: String) throws { try scratch.files.remove(directory.appending(name)) }

    /// Removes the archives, as in a new checkout.
    func removeArchives() throws {
        for function in functions {
            try scratch.files.remove(scratch.appending(Self.archive(of: function)))
        }
    }

    private static func archive(of function: LambdaFunction) -> String {
        "it's 100% ${a} \"zip\"/\(function.name)/\(function.architecture)/function.zip"
    }

    /// A provider that asks moto and nobody else.
    func provider(_ arguments: Argument...) -> Block { moto.provider(arguments) }

    /// Applies the configuration and plans it again, which has to find nothing to change.
    func apply(_ options: [String] = []) async throws {
        try await terraform.run(["plan", "-out=plan"] + options, in: directory)
        try await terraform.run(["apply", "plan"], in: directory)
        try await terraform.run(["plan", "-detailed-exitcode"] + options, in: directory)
    }

    /// What AWS says about the functions.
    func readBack(region: String) async throws -> [String: DeployedFunction] {
        let result = try await runTool(
            "python3", [Moto.script("read_back.py"), "\(moto.port)", region] + functions.map(\.name))
        try #require(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode([String: DeployedFunction].self, from: Data(result.output.utf8))
    }
}
