import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The exchange with the Lambda Runtime API failed.
public enum RuntimeAPIError: Error {
    /// `AWS_LAMBDA_RUNTIME_API` is not a host and a port.
    case badAddress(String)
    /// The API refused a request.
    case unexpectedStatus(UInt, path: String)
    /// An event has no request identifier or no deadline.
    case missingHeaders
}

/// The Lambda Runtime API, version 2018-06-01.
struct RuntimeAPI {
    private static let root = "/2018-06-01/runtime"

    private var connection: HTTPConnection

    /// Connects to the API, and closes the connection after a closure.
    ///
    /// - Parameter address: the value of `AWS_LAMBDA_RUNTIME_API`.
    static func withAPI<Result: Sendable>(
        at address: String, _ body: (inout RuntimeAPI) async throws -> Result
    ) async throws -> Result {
        let parts = address.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]) else { throw RuntimeAPIError.badAddress(address) }
        return try await HTTPConnection.withConnection(to: String(parts[0]), port: port) { connection in
            var api = RuntimeAPI(connection: connection)
            return try await body(&api)
        }
    }

    /// Closes the connection from any task.
    var close: @Sendable () -> Void { connection.close }

    /// Waits for the next event.
    mutating func next() async throws -> Invocation {
        let path = Self.root + "/invocation/next"
        let response = try await connection.exchange(.GET, path)
        guard response.head.status == .ok else {
            throw RuntimeAPIError.unexpectedStatus(response.head.status.code, path: path)
        }
        guard let context = InvocationContext(headers: response.head.headers) else {
            throw RuntimeAPIError.missingHeaders
        }
        return Invocation(context: context, event: response.body.map { Array($0.readableBytesView) } ?? [])
    }

    /// Answers an event.
    mutating func respond(to requestID: String, with body: [UInt8]) async throws {
        try await post("/invocation/\(requestID)/response", headers: [("Content-Type", "application/json")], body)
    }

    /// Reports that an event could not be answered.
    mutating func fail(_ requestID: String, _ error: any Error) async throws {
        try await report(error, to: "/invocation/\(requestID)/error")
    }

    /// Reports that the function could not start.
    mutating func failToStart(_ error: any Error) async throws {
        try await report(error, to: "/init/error")
    }

    private mutating func report(_ error: any Error, to path: String) async throws {
        let report = ErrorReport(error)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try await post(
            path,
            headers: [
                ("Content-Type", "application/vnd.aws.lambda.error+json"),
                // Lambda's form is a category and a reason.
                ("Lambda-Runtime-Function-Error-Type", "Function.\(report.errorType)"),
            ], Array(try encoder.encode(report)))
    }

    private mutating func post(_ path: String, headers: [(String, String)], _ body: [UInt8]) async throws {
        let response = try await connection.exchange(.POST, Self.root + path, headers: headers, body: body)
        guard response.head.status == .accepted else {
            throw RuntimeAPIError.unexpectedStatus(response.head.status.code, path: path)
        }
    }
}

/// An error in Lambda's form.
private struct ErrorReport: Encodable {
    var errorMessage: String
    var errorType: String

    init(_ error: any Error) {
        errorMessage = String(describing: error)
        errorType = String(describing: type(of: error))
    }
}
