import JSON
package import LambdaProtocol

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lambda's Invoke API (API reference, "Invoke"), which the AWS CLI and the SDKs call.
package struct InvokeAPI: Sendable {
    private let functionName: String
    private let functionARN: String

    /// Creates the API of one function.
    package init(functionName: String, functionARN: String) {
        self.functionName = functionName
        self.functionARN = functionARN
    }

    /// Whether a path belongs to Lambda's API or to an environment's APIs rather than to a function
    /// URL: the date of an API version, then a known second part.
    package static func owns(path: String) -> Bool {
        let parts = segments(of: path)
        guard parts.count >= 2, parts[0].isEmpty, isDate(parts[1]) else { return false }
        return parts[1] == "2015-03-31" || (parts.count >= 3 && resources.contains(parts[2]))
    }

    /// The second parts of all paths in botocore's model of Lambda's API (1.44), and of an execution environment's
    /// APIs.
    private static let resources: Set<Substring> = [
        "account-settings", "capacity-providers", "code-signing-configs", "durable-execution-callbacks",
        "durable-executions", "event-source-mappings", "functions", "layers", "layers-by-arn", "tags",
        "extension", "logs", "runtime", "telemetry",
    ]

    private static func isDate(_ text: Substring) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Reads a call.
    ///
    /// - Throws: ``APIRefusal`` if Lambda would refuse it.
    package func read(_ request: APIRequest) throws(APIRefusal) -> InvokeCall {
        guard let reference = Self.functionReference(in: request.path) else {
            throw .notServed(request)
        }
        guard request.method == "POST" else {
            throw APIRefusal(405, "MethodNotAllowedException", "Invocations take POST only")
        }
        try check(reference)
        let kindName = request.headers["X-Amz-Invocation-Type"] ?? InvokeCall.Kind.requestResponse.rawValue
        guard let kind = InvokeCall.Kind(rawValue: kindName) else {
            throw .invalid("invocationType", kindName, InvokeCall.Kind.allCases.map(\.rawValue))
        }
        let logType = request.headers["X-Amz-Log-Type"] ?? "None"
        guard ["None", "Tail"].contains(logType) else { throw .invalid("logType", logType, ["None", "Tail"]) }
        try Self.checkSize(request, kind)
        try Self.checkContent(request.body)
        return InvokeCall(
            kind: kind, wantsLog: logType == "Tail",
            clientContext: try request.headers["X-Amz-Client-Context"].flatMap(Self.clientContext),
            tenantID: try Self.tenantID(request),
            // Without a payload, the function gets an empty object.
            event: request.body.isEmpty ? Array("{}".utf8) : request.body
        )
    }

    /// The answer to an accepted call that does not wait, or to one with a known outcome.
    package func response(
        to call: InvokeCall,
        requestID: String,
        traceID: String,
        answer: InvocationAnswer? = nil,
        log: String = ""
    ) -> APIResponse {
        var headers: HTTPFields = ["x-amzn-RequestId": requestID, "X-Amzn-Trace-Id": traceID]
        switch call.kind {
        case .event: return APIResponse(202, headers: headers)
        case .dryRun: return APIResponse(204, headers: headers)
        case .requestResponse: break
        }
        headers["X-Amz-Executed-Version"] = "$LATEST"
        if call.wantsLog {
            headers["X-Amz-Log-Result"] = Data(log.utf8.suffix(InvocationLimits.logTailBytes)).base64EncodedString()
        }
        switch answer {
        case .response(let body, let contentType)?:
            headers["Content-Type"] = contentType
            return APIResponse(200, headers: headers, body: body)
        case .failure(let error)?:
            headers["X-Amz-Function-Error"] = "Unhandled"
            headers["Content-Type"] = "application/json"
            return APIResponse(200, headers: headers, body: error.body)
        case nil: return APIResponse(200, headers: headers)
        }
    }

    /// The function's name or ARN in a path, still encoded.
    private static func functionReference(in path: String) -> String? {
        let parts = segments(of: path)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "2015-03-31", parts[2] == "functions",
            parts[4] == "invocations"
        else { return nil }
        return percentDecoded(parts[3])
    }

    private static func segments(of path: String) -> [Substring] {
        path.utf8.prefix { $0 != UInt8(ascii: "?") }
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Checks that a name, partial ARN or full ARN, with or without a qualifier, means this function.
    ///
    /// `function` is the name that AWS's own emulator uses for every function.
    private func check(_ reference: String) throws(APIRefusal) {
        var parts = reference.split(separator: ":", omittingEmptySubsequences: false)
        if parts.first == "arn", parts.count >= 7, parts[5] == "function" {
            parts.removeFirst(6)
        } else if parts.count >= 3, parts[1] == "function" {
            parts.removeFirst(2)
        }
        guard parts.count <= 2, let name = parts.first, name == functionName || name == "function" else {
            let arn =
                reference.hasPrefix("arn:") ? reference : Self.arn(functionARN, renamed: String(parts.first ?? ""))
            throw APIRefusal(404, "ResourceNotFoundException", "Function not found: \(arn)")
        }
    }

    private static func arn(_ arn: String, renamed name: String) -> String {
        (arn.split(separator: ":", omittingEmptySubsequences: false).prefix(6).map(String.init) + [name])
            .joined(separator: ":")
    }

    private static func checkSize(_ request: APIRequest, _ kind: InvokeCall.Kind) throws(APIRefusal) {
        // The server may have cut off an oversized body.
        let size = max(request.body.count, request.headers["Content-Length"].flatMap { Int($0) } ?? 0)
        let limit = kind == .event ? InvocationLimits.queuedEventBytes : InvocationLimits.payloadBytes
        guard size > limit else { return }
        throw APIRefusal(
            413, "RequestEntityTooLargeException",
            "\(size) byte payload is too large for the \(kind.rawValue) invocation type (limit \(limit) bytes)"
        )
    }

    private static func checkContent(_ body: [UInt8]) throws(APIRefusal) {
        guard !body.isEmpty else { return }
        do {
            _ = try JSONValue(parsing: body)
        } catch {
            throw APIRefusal(
                400, "InvalidRequestContentException",
                "Could not parse request body into json: expected \(error.expected) at \(error.place(in: body))"
            )
        }
    }

    /// The tenant's identifier (API reference, "Invoke": 1 to 256 characters of a pattern).
    private static func tenantID(_ request: APIRequest) throws(APIRefusal) -> String? {
        guard let tenantID = request.headers[InvokeField.tenantID] else { return nil }
        guard isTenantID(tenantID) else {
            throw APIRefusal(
                400, "InvalidParameterValueException",
                "Value '\(tenantID)' at 'tenantId' failed to satisfy constraint: Member must have 1 to 256 "
                    + "characters and satisfy regular expression pattern: [a-zA-Z0-9\\._:\\/=+\\-@ ]+"
            )
        }
        return tenantID
    }

    /// Whether Lambda accepts a text as a tenant identifier.
    package static func isTenantID(_ text: String) -> Bool {
        let marks = Set("._:/=+-@ ".utf8)
        return (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: marks.contains(byte)
                }
            }
    }

    private static func clientContext(_ header: String) throws(APIRefusal) -> String {
        guard let data = Data(base64Encoded: header), JSONValue.isValid(Array(data)) else {
            throw APIRefusal(
                400, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object."
            )
        }
        return String(decoding: data, as: UTF8.self)
    }
}
