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
    /// The policies as JSON files, by path.
    let policies: [String: String]
    private let archives: [String: ArchiveReference]
    private let layout: ConfigurationLayout
    private let scratch: ScratchDirectory

    /// Writes the configuration.
    init(
        _ functions: [LambdaFunction],
        regions: [String],
        layout: ConfigurationLayout = .root,
        adopting adopted: Set<String> = []
    ) async throws {
        let places = try regions.map { name in
            let region: Region = try #require(Region(name))
            return Placement(region: region)
        }
        try await self.init(
            places.map { PlacedFunctions($0, account: Moto.account, functions: functions) }, layout: layout,
            adopting: adopted)
    }

    /// Writes the configuration of functions in stages.
    init(
        _ places: [PlacedFunctions], layout: ConfigurationLayout = .root, adopting adopted: Set<String> = []
    ) async throws {
        let functions = places.first?.functions ?? []
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
        self.archives = archives
        self.layout = layout
        directory = scratch.appending("terraform")
        let files = try Self.files(places, layout: layout, archives: archives, adopting: adopted)
        policies = Dictionary(files.filter { $0.path.hasPrefix("policies/") }.map { ($0.path, $0.content) }) {
            first, _ in
            first
        }
        try write(files)
    }

    /// Writes the configuration of the same functions again.
    func rewrite(_ places: [PlacedFunctions]) throws {
        try write(try Self.files(places, layout: layout, archives: archives))
    }

    private static func files(
        _ places: [PlacedFunctions], layout: ConfigurationLayout, archives: [String: ArchiveReference],
        adopting adopted: Set<String> = []
    ) throws -> [GeneratedFile] {
        try TerraformConfiguration(
            places: places, layout: layout, archives: archives, adopting: adopted, catalogue: .bundled(),
            policies: .json
        ).files
    }

    private func write(_ files: [GeneratedFile]) throws {
        let folder = layout == .root ? "terraform" : "functions"
        for file in files {
            try scratch.write(file.content, to: folder + "/" + file.path)
        }
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

    /// What AWS says about the functions, or about some names on Lambda.
    func readBack(region: String, names: [String]? = nil) async throws -> [String: DeployedFunction] {
        try await moto.readBack(region: region, names: names ?? functions.map(\.name))
    }
}

extension Moto {
    /// What AWS says about functions.
    func readBack(region: String, names: [String]) async throws -> [String: Deployment.DeployedFunction] {
        let result = try await runTool("python3", [Self.script("read_back.py"), "\(port)", region] + names)
        try #require(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode([String: Deployment.DeployedFunction].self, from: Data(result.output.utf8))
    }
}

extension Deployment {
    private struct Plan: Decodable {
        struct ResourceChange: Decodable {
            struct Change: Decodable {
                var actions: [String]
                var after: JSONTree?
            }
            var address: String
            var change: Change
        }
        var resourceChanges: [ResourceChange]

        enum CodingKeys: String, CodingKey { case resourceChanges = "resource_changes" }
    }

    /// The values of the resources that a plan creates, by address.
    func planned() async throws -> [String: JSONTree] {
        try await terraform.run(["plan", "-out=plan"], in: directory)
        let text = try await terraform.run(["show", "-json", "plan"], in: directory).output
        let plan = try JSONDecoder().decode(Plan.self, from: Data(text.utf8))
        return plan.resourceChanges.reduce(into: [:]) { $0[$1.address] = $1.change.after }
    }

    /// Makes what functions of these tests use: a queue, a topic, streams, a table, a bucket and a log group.
    ///
    /// - Returns: the ARNs by kind.
    @discardableResult
    func prepareSources(region: String = "eu-west-1") async throws -> [String: String] {
        let result = try await runTool("python3", [Moto.script("make_sources.py"), "\(moto.port)", region])
        try #require(result.status == 0, "\(result.error)")
        return try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
    }

    /// The names of all log groups.
    func logGroups(region: String) async throws -> [String] {
        let result = try await runTool("python3", [Moto.script("list_log_groups.py"), "\(moto.port)", region])
        try #require(result.status == 0, "\(result.error)")
        return result.output.split(separator: "\n").map(String.init)
    }
}
