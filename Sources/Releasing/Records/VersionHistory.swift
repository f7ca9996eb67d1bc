import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The versions of a function: what each is, when it came, and what share of the calls each alias gives it.
package struct VersionHistory: Sendable, Hashable {
    /// A version as Lambda lists it.
    package struct Published: Sendable, Hashable {
        /// The number, or `$LATEST`.
        package var version: String
        /// The description.
        package var description: String
        /// The archive's SHA-256 in base64.
        package var codeHash: String
        /// When it was made, as Lambda writes it.
        package var modified: String

        /// Creates a version.
        package init(version: String, description: String, codeHash: String, modified: String) {
            self.version = version
            self.description = description
            self.codeHash = codeHash
            self.modified = modified
        }
    }

    /// The share of an alias that a version gets.
    package struct Share: Sendable, Hashable {
        /// The alias.
        package var alias: String
        /// The share, from 0 to 1.
        package var share: Double

        /// The share for people, such as `live 90 %`.
        package var words: String { "\(alias) \(percentText(share))" }
    }

    /// A version of the function.
    package struct Version: Sendable, Hashable {
        /// The number.
        package var number: Int
        /// The archive's SHA-256 in hexadecimal.
        package var digest: String
        /// The archive's SHA-256 in base64.
        package var codeHash: String
        /// The commit; `nil` if neither the description nor a record has it.
        package var commit: String?
        /// Whether the sources differed from the commit.
        package var isDirty: Bool
        /// When it was made; `nil` if Lambda's text cannot be read.
        package var time: RecordTime?
        /// Who deployed it, from the records.
        package var deployer: String?
        /// Whether a record says that an alias gave it calls.
        package var hasServed: Bool
        /// What it gets now.
        package var shares: [Share]
    }

    /// The function's own name.
    package var function: String
    /// The versions, the newest first.
    package var versions: [Version]
    /// The digest of the code that is not a version, if it is none of the versions': that of a `push`.
    package var unpublishedDigest: String?

    /// Puts together what is known of a function.
    ///
    /// - Parameters:
    ///   - function: the function's own name.
    ///   - published: its versions, in any order.
    ///   - aliases: its aliases.
    ///   - records: the records of its place, the newest first.
    package init(
        function: String, published: [Published], aliases: [RecordedFunction.Alias], records: [DeploymentRecord]
    ) {
        self.function = function
        let deployed = records.compactMap { record in
            record.functions.first { $0.name == function }.map { (record: record, function: $0) }
        }
        versions = published.compactMap { published -> Version? in
            guard let number = Int(published.version) else { return nil }
            let description = VersionDescription(published.description)
            // Where the text and Lambda's own hash differ, somebody else wrote the text.
            let digest = Self.digest(ofBase64: published.codeHash) ?? description?.digest ?? ""
            let isOurs = description?.digest == digest
            // The oldest record that has the version is that of the run that made it.
            let maker = deployed.last {
                $0.function.versionAfter == published.version && $0.function.digest == digest
            }?.record
            return Version(
                number: number, digest: digest, codeHash: published.codeHash,
                commit: (isOurs ? description?.commit : nil) ?? maker?.source?.commit,
                isDirty: (isOurs ? description?.isDirty : nil) ?? maker?.source?.isDirty ?? false,
                time: RecordTime(lambda: published.modified), deployer: maker?.deployer.name,
                hasServed: deployed.contains { Self.served(published.version, in: $0.function) },
                shares: aliases.flatMap { Self.shares(of: published.version, in: $0) })
        }
        .sorted { $0.number > $1.number }
        let latest = published.first { Int($0.version) == nil }.flatMap { Self.digest(ofBase64: $0.codeHash) }
        unpublishedDigest = latest.flatMap { digest in versions.contains { $0.digest == digest } ? nil : digest }
    }

    private static func served(_ version: String, in function: RecordedFunction) -> Bool {
        [function.aliasBefore, function.aliasAfter].compactMap { $0 }.contains { alias in
            // A version that only ever got a part of the calls may have been a canary that failed.
            alias.version == version
        }
    }

    private static func shares(of version: String, in alias: RecordedFunction.Alias) -> [Share] {
        let others = alias.weights.values.reduce(0, +)
        let share = alias.version == version ? 1 - others : alias.weights[version] ?? 0
        return share > 0 ? [Share(alias: alias.name, share: share)] : []
    }

    /// A SHA-256 in hexadecimal from its base64; `nil` if it is none.
    package static func digest(ofBase64 text: String) -> String? {
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else { return nil }
        return Hexadecimal.text(bytes)
    }
}

extension RecordTime {
    /// Reads a time as Lambda writes it: `2026-11-30T18:23:55.000+0000`.
    package init?(lambda text: String) {
        let date = text.prefix(19)
        let rest = text.dropFirst(19).drop { $0 == "." || $0.isNumber }
        guard ["+0000", "Z", "+00:00", ""].contains(String(rest)) else { return nil }
        self.init(String(date) + "Z")
    }
}
