package import Model

/// The versions of the functions of a place, from Lambda and the records.
package struct VersionList: Sendable {
    /// One function's.
    package struct Listed: Sendable {
        /// The versions.
        package var history: VersionHistory
        /// The aliases.
        package var aliases: [RecordedFunction.Alias]
    }

    /// How many records are read for commits and for what has served.
    private static let mostRecords = 20

    private let aws: AWSCommandLine
    private let target: ReleaseTarget
    private let store: ArtifactStore?

    /// Creates a list.
    ///
    /// - Parameter store: the bucket with the records, if there is one.
    package init(in target: ReleaseTarget, store: ArtifactStore?, aws: AWSCommandLine) {
        self.target = target
        self.store = store
        self.aws = aws.inRegion(target.region)
    }

    /// The newest records of the place.
    package func records() async throws -> [DeploymentRecord] {
        guard let store else { return [] }
        return try await RecordStore(
            aws: aws, bucket: store.bucket(in: target.region), store: store, place: target.place
        ).newest(Self.mostRecords)
    }

    /// Asks for the versions of functions.
    ///
    /// - Parameters:
    ///   - names: the functions' own names.
    ///   - records: the newest records, if they were read before.
    /// - Throws: `AWSError`, also if a function does not exist; `CancellationError`.
    package func histories(of names: [String], records: [DeploymentRecord]? = nil) async throws -> [Listed] {
        let functions = target.functions.filter { names.contains($0.name) }
        let known: [DeploymentRecord]
        if let records { known = records } else { known = try await self.records() }
        return try await concurrently(functions) { function in
            async let versions = aws.call(ListVersionsRequest(function: function.deployedName))
            let aliases = try await aws.call(ListAliasesRequest(function: function.deployedName))
                .map { RecordedFunction.Alias($0) }
            let published = try await versions.map { version in
                VersionHistory.Published(
                    version: version.version, description: version.description, codeHash: version.codeSHA256,
                    modified: version.lastModified)
            }
            return Listed(
                history: VersionHistory(
                    function: function.name, published: published, aliases: aliases, records: known),
                aliases: aliases)
        }
    }
}
