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

    /// Writes a record.
    ///
    /// - Parameter isNew: whether it must not exist yet.
    /// - Throws: `AWSError`; `FileError`; `CancellationError`.
    func write(_ record: DeploymentRecord, isNew: Bool) async throws {
        let bytes = try record.json()
        let file = try TemporaryFile(for: aws.host.temporaryDirectory.appending("record"))
        try file.write(bytes[...])
        let answer = try await aws.call(
            PutObjectRequest(
                bucket: bucket, key: record.key(in: store), file: file.path,
                sha256: Data(SHA256.hash(bytes)).base64EncodedString(),
                contentType: "application/json", replaces: !isNew))
        withExtendedLifetime(file) {}
        if answer == .existed { throw DeploymentConflict.takenOver(record) }
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
