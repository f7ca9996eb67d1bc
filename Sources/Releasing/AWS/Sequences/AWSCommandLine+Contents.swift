import Host
import SystemPackage

extension AWSCommandLine {
    /// The largest event and the largest response: 6 MB (developer guide, "Lambda quotas").
    static let largestEvent = 6_291_556

    /// Invokes a function and waits for its response.
    ///
    /// The event and the response are in files that only this user can read, and that are removed in the end. If
    /// there are too many invocations, Lambda refuses this one before it begins, so it is tried again.
    ///
    /// - Parameters:
    ///   - qualifier: a version or an alias.
    ///   - timeout: the function's time limit in seconds.
    /// - Throws: `AWSError`; `FunctionCallError`; `FileError`; `CancellationError`.
    func invoke(
        _ function: String, qualifier: String?, event: [UInt8], timeout: Int
    ) async throws -> Invocation {
        guard event.count <= Self.largestEvent else { throw FunctionCallError.eventTooLarge(bytes: event.count) }
        let (sent, received) = (try temporaryFile(), try temporaryFile())
        try sent.write(event[...])
        let request = InvokeRequest(
            function: function, qualifier: qualifier, event: sent.path, response: received.path, timeout: timeout)
        let head = try await repeatingThrottled { try await call(request) }
        // A response may be a little longer than the limit in JSON.
        let response = try host.files.read(received.path, limit: 2 * Self.largestEvent)
        return withExtendedLifetime((sent, received)) { Invocation(head: head, response: response) }
    }

    /// The bytes of a small object.
    ///
    /// - Parameter limit: the maximum number of bytes.
    /// - Throws: `AWSError`; `FileError`, also if it is larger; `CancellationError`.
    func contents(of key: String, in bucket: String, limit: Int) async throws -> [UInt8] {
        try await object(key, in: bucket, limit: limit).bytes
    }

    /// A small object: its bytes, and what S3 says about it.
    ///
    /// - Parameter limit: the maximum number of bytes.
    /// - Throws: `AWSError`; `FileError`, also if it is larger; `CancellationError`.
    func object(
        _ key: String, in bucket: String, limit: Int
    ) async throws -> (bytes: [UInt8], object: StoredObject) {
        let file = try temporaryFile()
        let object = try await call(GetObjectRequest(bucket: bucket, key: key, file: file.path))
        let bytes = try host.files.read(file.path, limit: limit)
        return withExtendedLifetime(file) { (bytes, object) }
    }

    /// An empty file that only this user can read, which is removed with its last reference.
    private func temporaryFile() throws(FileError) -> TemporaryFile {
        let directory = host.temporaryDirectory
        // What killed runs left may be somebody's data; what can't be removed now is removed later.
        _ = try? host.files.removeStaleTemporaries(in: directory)
        return try TemporaryFile(for: directory.appending("aws"))
    }

    /// Makes a call up to five times, with random pauses of up to 1, 2, 4 and 8 seconds.
    private func repeatingThrottled<Answer>(_ call: () async throws -> Answer) async throws -> Answer {
        for longest in [1_000, 2_000, 4_000, 8_000] {
            do {
                return try await call()
            } catch let error as AWSError where error.reason == .throttled {
                try await host.clock.sleep(for: .milliseconds(Int.random(in: 0...longest)))
            }
        }
        return try await call()
    }
}
