import Foundation
import Model
import SystemPackage
import Terraform

@testable import Archive
@testable import ELF
@testable import JSON
@testable import LambdaProtocol
@testable import LocalGateway
@testable import Packaging
@testable import Project
@testable import Releasing

/// Something that reads bytes from outside: it may refuse them, and must neither crash nor take long.
enum Subject: String, CaseIterable {
    case zip, elf, yaml, json, event, terraform, manifest

    /// Reads an input.
    ///
    /// - Parameter directory: where a file may be written.
    func read(_ input: [UInt8], in directory: FilePath) throws {
        switch self {
        case .zip: try readZip(input, in: directory)
        case .elf: try readELF(input)
        case .yaml:
            _ = try? Configuration(yaml: input, file: "/package/swiftlambda.yaml", displayName: "swiftlambda.yaml")
            _ = try? LockFile(yaml: input, displayName: "swiftlambda.lock")
        case .json:
            var parser = JSONParser(input)
            _ = try? parser.parseText()
            readRecord(input)
        case .event: readEvent(input)
        case .terraform:
            let text = String(decoding: input, as: UTF8.self)
            let wanted = GeneratedFile(path: "terraform.tf", content: text)
            let update = ConfigurationUpdate(
                generated: [wanted], existing: ["terraform.tf": input, "other.tf": input, "policies/a.json": input])
            _ = try? update.steps(force: false)
        case .manifest:
            _ = try? Manifest.Identity(json: input, at: "/manifest.json")
            _ = try? ShippedJSON.document(ProvenanceStatement.self, from: input)
            _ = try? WorkspaceState(json: input, scratch: "/scratch", package: "/package")
            let text = String(decoding: input, as: UTF8.self)
            _ = (RemoteLocation(text)?.url, OperatingSystem(release: text), Licence.named(inDebianCopyright: text))
        }
    }

    private func readZip(_ input: [UInt8], in directory: FilePath) throws {
        let path = directory.appending("input.zip")
        try Data(input).write(to: URL(fileURLWithPath: path.string))
        guard let reader = try? ArchiveReader(path: path.string) else { return }
        for entry in reader.directory.entries.prefix(50) {
            _ = try? reader.read(entry, limit: 1 << 20)
            _ = try? reader.linkTarget(of: entry)
        }
    }

    private func readELF(_ input: [UInt8]) throws {
        guard let file = try? ELFFile(input) else { return }
        _ = (file.isProgram, file.isStaticallyLinked, file.hasExecutableStack, file.isSeparateDebugFile)
        _ = try? file.symbols()
        _ = try? file.moduleSizes()
    }

    private func readRecord(_ input: [UInt8]) {
        if let record = try? DeploymentRecord(json: input, name: "record.json") {
            _ = (DeploymentResumption(of: record), DeploymentRecordKey(record.key(in: ArtifactStore(bucket: "shop"))))
            _ = VersionHistory(
                function: record.functions.first?.name ?? "", published: [],
                aliases: record.functions.compactMap(\.aliasAfter), records: [record])
        }
        let text = String(decoding: input, as: UTF8.self)
        _ = (VersionDescription(text), DeploymentRecordKey(text), RecordTime(lambda: text))
        _ = try? CanaryPlan(share: text, wait: text, alarms: [text])
        _ = try? GitHubRepository(text)
    }

    private func readEvent(_ input: [UInt8]) {
        _ = APICall(path: String(decoding: input, as: UTF8.self))
        var parser = JSONParser(input)
        if let document = try? parser.parseText() { _ = try? FunctionURLAnswer.head(from: document) }
    }
}
