import JSON
package import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The artifact of each function, as in `artifacts.auto.tfvars.json`.
///
/// The file is data that changes with each build, and not part of the configuration's text: it has no mark, a user or a
/// script may edit it, and `--check` does not compare it.
package struct ArtifactList: Sendable, Hashable {
    /// The file's name; Terraform reads a file with such a name by itself.
    package static let fileName = "artifacts.auto.tfvars.json"

    /// One function's artifact.
    package struct Entry: Sendable, Hashable, Codable {
        /// The archive's key in the bucket.
        package var key: String
        /// The archive's SHA-256 in base64.
        package var hash: String
        /// What the description of a version says of the artifact, such as its commit; only `deploy` writes it.
        package var release: String?

        /// Creates an entry.
        package init(key: String, hash: String, release: String? = nil) {
            self.key = key
            self.hash = hash
            self.release = release
        }
    }

    /// The artifacts, by function name.
    package var entries: [String: Entry]

    /// Creates a list.
    package init(entries: [String: Entry] = [:]) {
        self.entries = entries
    }

    /// Reads a list.
    ///
    /// - Parameter file: the file's name in diagnostics.
    package init(json: [UInt8], file: String) throws(ArtifactListError) {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: json)
        } catch {
            throw ArtifactListError(file: file, reason: "\(error.place(in: json)): expected \(error.expected).")
        }
        guard let members = root.members, members.allSatisfy({ $0.name == Self.variable }),
            let list = root[Self.variable]?.members
        else {
            throw ArtifactListError(
                file: file, reason: "It must be an object with the single member '\(Self.variable)', an object.")
        }
        entries = [:]
        for member in list {
            let release = member.value["release"]
            guard member.value.members?.count == (release == nil ? 2 : 3),
                let key = member.value["key"]?.string, let hash = member.value["hash"]?.string,
                release == nil || release?.string != nil
            else {
                throw ArtifactListError(
                    file: file,
                    reason:
                        "The entry of '\(member.name)' must have 'key' and 'hash', may have 'release', and nothing else; "
                        + "all are strings.")
            }
            entries[member.name] = Entry(key: key, hash: hash, release: release?.string)
        }
    }

    private static let variable = "artifacts"

    /// The file's text.
    package func rendered() throws(TerraformError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode([Self.variable: entries]), as: UTF8.self) + "\n"
        } catch {
            throw TerraformError([.encoding("\(error)")])
        }
    }

    /// The file as part of an update; it is never edited, stale or in conflict.
    ///
    /// - Parameter former: the file's bytes, if it exists.
    package func fileEntry(replacing former: [UInt8]?) throws(TerraformError) -> ConfigurationUpdate.Entry {
        let content = try rendered()
        let condition: ConfigurationUpdate.Condition =
            former.map { $0.elementsEqual(content.utf8) ? .current : .outdated } ?? .missing
        return ConfigurationUpdate.Entry(path: Self.fileName, condition: condition, content: content)
    }

    /// The list after packaging.
    ///
    /// Archives that exist here take their functions' places, functions that are gone lose theirs, and all others keep
    /// what they have. Only an entry that stays as it is keeps what is said of its release.
    ///
    /// - Parameters:
    ///   - archives: each function's archive, by the function's name.
    ///   - project: the names of all functions of the project.
    package func updated(
        store: ArtifactStore, archives: [String: ArchiveReference], project: Set<String>
    ) -> ArtifactList {
        var list = ArtifactList(entries: entries.filter { project.contains($0.key) })
        for (function, archive) in archives {
            guard let digest = archive.digest else { continue }
            let entry = Entry(key: store.key(function: function, sha256: digest.sha256), hash: digest.sourceCodeHash)
            if let former = list.entries[function], former.key == entry.key, former.hash == entry.hash { continue }
            list.entries[function] = entry
        }
        return list
    }

    /// Warnings about functions without an artifact.
    package func warnings(of functions: [LambdaFunction]) -> [Diagnostic] {
        functions.filter { entries[$0.name] == nil }.map { function in
            .warning(
                "terraform.artifact-missing",
                "\(function.name): \(Self.fileName) has no entry for it, and its archive is "
                    + "not here",
                explanation: "`terraform plan` and `apply` fail until it has one; `validate` and `destroy` work.",
                hints: ["swiftlambda package \(function.name) --arch \(function.architecture) && swiftlambda terraform"]
            )
        }
    }
}

/// A file that is not a list of artifacts.
package struct ArtifactListError: DiagnosedError, Hashable {
    var file: String
    var reason: String

    /// The error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "terraform.malformed-artifacts", "'\(file)' is not a list of artifacts", explanation: reason,
                location: Diagnostic.Location(file: file),
                hints: [
                    "restore it from version control",
                    "put other variables into a file of your own, such as my.auto.tfvars",
                    "remove it, and package the functions again: swiftlambda package && swiftlambda terraform",
                ])
        ]
    }

    /// The input is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }
}
