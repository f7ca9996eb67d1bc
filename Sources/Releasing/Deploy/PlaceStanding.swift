package import Model

/// What is known of a place before something is released to it: who releases, and what the records say.
package struct PlaceStanding: Sendable, Hashable {
    /// How many records are read to find one of a run that did everything.
    static let mostRecords = 20

    /// Who releases.
    package var deployer: DeploymentRecord.Deployer
    /// The records down to the newest deployment that is complete, the newest first.
    package var records: [DeploymentRecord]

    /// Creates a standing.
    package init(deployer: DeploymentRecord.Deployer, records: [DeploymentRecord]) {
        self.deployer = deployer
        self.records = records
    }

    /// What the newest record says of a function whose run did more than upload; each deployment's record has all functions
    /// of its place.
    package func known(_ function: String) -> RecordedFunction? {
        for record in records where record.kind != .push && record.isApplied {
            if let known = record.functions.first(where: { $0.name == function }) { return known }
        }
        return nil
    }

    /// The newest deployment or promotion that did not do everything.
    package var unfinished: DeploymentRecord? {
        guard let record = DeploymentTakeover.unfinished(in: records), [.deploy, .promote].contains(record.kind) else {
            return nil
        }
        return record
    }
}

extension AWSCommandLine {
    /// Asks who the credentials belong to, and reads the records of a place.
    ///
    /// - Throws: ``WrongAccount``; `AWSError`; ``DeploymentRecordError``; `CancellationError`.
    package func standing(of target: ReleaseTarget, store: ArtifactStore) async throws -> PlaceStanding {
        let aws = inRegion(target.region)
        let recordStore = RecordStore(
            aws: aws, bucket: store.bucket(in: target.region), store: store, place: target.place)
        async let records = recordStore.newest(PlaceStanding.mostRecords) { record in
            record.kind != .push && record.progress.end?.outcome == .done
        }
        // The account comes first: records of a wrong account would be denied, which explains less.
        let deployer = try await aws.deployer(to: target)
        return PlaceStanding(deployer: deployer, records: try await records)
    }
}
