import Insights
import Model
import Testing

@testable import Terraform

/// A configuration to make, with settings that most tests leave alone.
struct Sample: Sendable, CustomTestStringConvertible {
    var name = "sample"
    var functions: [LambdaFunction]
    var regions = ["eu-west-1"]
    /// The functions in stages, instead of the same everywhere.
    var places: [PlacedFunctions] = []
    var account: String?
    var layout = ConfigurationLayout.root
    var archives: [String: ArchiveReference]?
    var artifacts: ArtifactStore?
    var adopted: Set<String> = []
    var policies = PolicyForm.inline
    var preparations: [String: ShutdownPreparation] = [:]

    var testDescription: String { name }

    func configuration() throws -> TerraformConfiguration {
        let made = functions.map { function in
            (
                function.name,
                ArchiveReference(
                    path: "../.build/swiftlambda/\(function.name)/\(function.architecture)/function.zip",
                    architecture: function.architecture, exists: true)
            )
        }
        guard places.isEmpty else {
            return try TerraformConfiguration(
                places: places, layout: layout, archives: archives ?? Dictionary(made) { first, _ in first },
                artifacts: artifacts, adopting: adopted, catalogue: try .bundled(), policies: policies,
                preparations: preparations)
        }
        return try TerraformConfiguration(
            functions: functions,
            regions: try regions.map { try #require(Region($0)) },
            account: account,
            layout: layout,
            archives: archives ?? Dictionary(made) { first, _ in first },
            artifacts: artifacts,
            adopting: adopted,
            catalogue: try .bundled(),
            policies: policies,
            preparations: preparations)
    }

    /// The text of one file of the configuration.
    func text(of path: String) throws -> String {
        let files = try configuration().files
        return try #require(files.first { $0.path == path }, "\(path) is not among \(files.map(\.path))").content
    }

    /// The diagnostics with which the configuration is refused.
    func refusal() -> [Diagnostic] {
        do {
            _ = try configuration()
            return []
        } catch let error as TerraformError {
            return error.diagnostics
        } catch {
            return [.error("other", "\(error)")]
        }
    }
}

extension LambdaFunction {
    static func named(
        _ name: String,
        architecture: Architecture = .arm64,
        _ change: (inout LambdaFunction) -> Void = { _ in }
    ) -> LambdaFunction {
        var function = LambdaFunction(name: name, product: name, architecture: architecture)
        change(&function)
        return function
    }
}

/// The files for functions that differ only in name.
func generated(_ names: String..., memory: Int = 512, policies: PolicyForm = .json) throws -> [GeneratedFile] {
    try Sample(functions: names.map { name in .named(name) { $0.memory = memory } }, policies: policies)
        .configuration().files
}

/// Files as a directory has them.
func onDisk(_ files: [GeneratedFile]) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, Array($0.content.utf8)) })
}
