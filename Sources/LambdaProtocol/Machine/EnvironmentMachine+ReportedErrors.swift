import JSON

extension EnvironmentMachine {
    /// An error that a runtime reports, as the caller sees it: its bytes stay even if they are not JSON.
    mutating func reportedError(_ request: APIRequest, requestID: String) -> FunctionError {
        let body =
            request.headers[RuntimeField.contentType] == "application/vnd.aws.lambda.error.cause+json"
            ? Self.bodyWithoutCause(request.body) : request.body
        if !JSONValue.isValid(body) { act(.warn(.errorIsNotJSON(requestID: requestID))) }
        return FunctionError(errorType: Self.errorType(request.headers[RuntimeField.errorType]), body: body)
    }

    /// What remains of an error that came with its cause for X-Ray.
    private static func bodyWithoutCause(_ body: [UInt8]) -> [UInt8] {
        guard case .object(let members)? = try? JSONValue(parsing: body) else {
            return JSONValue.string("Invalid error body").bytes
        }
        let kept: Set = ["errorMessage", "errorType", "stackTrace"]
        return JSONValue.object(members.filter { kept.contains($0.name) }).bytes
    }

    /// The type that a runtime gave its error, if it is a valid one.
    static func errorType(_ reported: String?) -> String {
        guard let reported else { return "Function.Unknown" }
        let hasForm = reported.contains(/(Runtime|Function)\.[A-Z][a-zA-Z]+/)
        return hasForm ? reported : "Function.Unknown"
    }
}
