import Checksums
import Host
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The deployment records of one place, in its bucket.
struct RecordStore: Sendable {
    /// The largest record that is read, in bytes.
    static let largest = 16 << 20

    /// The AWS command line in the place's region.
    let aws: AWSCommandLine
    /// The bucket's name.
    let bucket: String
    /// The keys.
    let store: ArtifactStore
    /// The place.
    let place: Placement

    private var directory: String {
        DeploymentRecordKey.directory(in: store, stage: place.stage, region: place.region?.name ?? "")
    }

    /// Reads records, the newest first.
    ///
    /// - Parameters:
    ///   - limit: the maximum number.
    ///   - isLast: whether a record is the last one of interest.
    /// - Throws: `AWSError`; ``DeploymentRecordError``; `CancellationError`.
    func newest(_ limit: Int, until isLast: (DeploymentRecord) -> Bool) async throws -> [DeploymentRecord] {
        let list = try await aws.call(ListObjectsRequest(bucket: bucket, prefix: directory, limit: limit))
        var records: [DeploymentRecord] = []
        for key in list.entries.map(\.key) where DeploymentRecordKey(key) != nil {
            let bytes = try await aws.contents(of: key, in: bucket, limit: Self.largest)
            let record = try DeploymentRecord(json: bytes, name: key)
            records.append(record)
            if isLast(record) { break }
        }
        return records
    }

    /// Reads up to a number of records, several at a time, the newest first.
    ///
    /// - Throws: as ``newest(_:until:)``.
    func newest(_ limit: Int) async throws -> [DeploymentRecord] {
        let list = try await aws.call(ListObjectsRequest(bucket: bucket, prefix: directory, limit: limit))
        let keys = list.entries.map(\.key).filter { DeploymentRecordKey($0) != nil }
        return try await concurrently(keys) { key in
            let bytes = try await aws.contents(of: key, in: bucket, limit: Self.largest)
            return try DeploymentRecord(json: bytes, name: key)
        }
    }

    /// Writes a record of this run.
    ///
    /// - Parameter etag: the ETag of what this run wrote last; `nil` if it wrote nothing yet.
    /// - Returns: the new ETag.
    /// - Throws: ``DeploymentConflict`` if another run took it over; `AWSError`; `FileError`; `CancellationError`.
    func write(_ record: DeploymentRecord, replacing etag: String?) async throws -> String? {
        var former = etag
        for _ in 0..<Self.attempts {
            if case .stored(let etag, _) = try await put(record, replacing: former) { return etag }
            // The answer to an earlier attempt of this run may have been lost; all that others do is to end the record.
            let present = try await read(record.key(in: store))
            guard present.record.progress.end?.outcome != .superseded else {
                throw DeploymentConflict.takenOver(present.record)
            }
            former = present.etag
        }
        throw DeploymentConflict.takenOver(record)
    }

    /// Ends the record of another run that has no end.
    ///
    /// - Parameter new: the record of this run.
    /// - Throws: ``DeploymentConflict`` if that run goes on writing; `AWSError`; `FileError`; `CancellationError`.
    func supersede(_ record: DeploymentRecord, by new: DeploymentRecord, at time: RecordTime) async throws {
        let reason = DeploymentTakeover.reason(id: new.id, deployer: new.deployer)
        for _ in 0..<Self.attempts {
            // It may have gone on, or have come to its end, since it was listed.
            var present = try await read(record.key(in: store))
            guard present.record.progress.end == nil else { return }
            try present.record.take(.ended(.superseded, reason: reason), at: time)
            if case .stored = try await put(present.record, replacing: present.etag) { return }
        }
        throw DeploymentConflict.inProgress(record, now: time)
    }

    private static let attempts = 3

    private func read(_ key: String) async throws -> (record: DeploymentRecord, etag: String?) {
        let present = try await aws.object(key, in: bucket, limit: Self.largest)
        return (try DeploymentRecord(json: present.bytes, name: key), present.object.etag)
    }

    private func put(_ record: DeploymentRecord, replacing etag: String?) async throws -> PutObjectRequest.Answer {
        let bytes = try record.json()
        let file = try TemporaryFile(for: aws.host.temporaryDirectory.appending("record"))
        try file.write(bytes[...])
        let answer = try await aws.call(
            PutObjectRequest(
                bucket: bucket, key: record.key(in: store), file: file.path,
                sha256: Data(SHA256.hash(bytes)).base64EncodedString(), contentType: "application/json",
                replacedETag: etag))
        return withExtendedLifetime(file) { answer }
    }
}

/// Does work for several values, up to four at a time, and keeps their order.
///
/// - Throws: the first error.
func concurrently<Value: Sendable, Result: Sendable>(
    _ values: [Value], work: @escaping @Sendable (Value) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results: [Int: Result] = [:]
        for (index, value) in values.enumerated() {
            if index >= 4, let (done, result) = try await group.next() { results[done] = result }
            group.addTask { (index, try await work(value)) }
        }
        for try await (index, result) in group { results[index] = result }
        return results.sorted { $0.key < $1.key }.map(\.value)
    }
}
