package import JSON
package import LambdaProtocol

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes a function URL's event from a request: payload format 2.0 (developer guide, "Invoking
/// Lambda function URLs").
package enum FunctionURLEvent {
    /// The identifier in the domain name.
    private static let urlID = "local"

    /// The event as JSON.
    package static func json(for request: APIRequest, in context: FunctionURLContext) -> JSONValue {
        let (path, query) = split(request.path)
        let headers = headers(of: request, in: context)
        var members: [JSONValue.Member] = [
            .init("version", "2.0"),
            .init("routeKey", "$default"),
            .init("rawPath", .string(path)),
            .init("rawQueryString", .string(query)),
        ]
        let cookies = cookies(of: request)
        if !cookies.isEmpty { members.append(.init("cookies", .array(cookies.map { .string($0) }))) }
        members.append(.init("headers", .object(headers)))
        let parameters = parameters(in: query)
        if !parameters.isEmpty { members.append(.init("queryStringParameters", .object(parameters))) }
        members.append(.init("requestContext", requestContext(request, path: path, in: context)))
        members += body(of: request)
        return .object(members)
    }

    private static func split(_ target: String) -> (path: String, query: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    /// Names in lower case, values of the same name joined by commas; cookies are listed separately.
    private static func headers(of request: APIRequest, in context: FunctionURLContext) -> [JSONValue.Member] {
        var fields = request.headers.fields
        fields += [
            .init("x-amzn-trace-id", context.traceID), .init("x-forwarded-for", context.sourceIP),
            .init("x-forwarded-port", String(context.port)), .init("x-forwarded-proto", "http"),
        ].filter { added in request.headers[added.name] == nil }
        return joined(fields.filter { $0.name.lowercased() != "cookie" }.map { ($0.name.lowercased(), $0.value) })
    }

    private static func parameters(in query: String) -> [JSONValue.Member] {
        joined(
            query.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (
                    percentDecoded(parts[0], plusIsSpace: true),
                    parts.count > 1 ? percentDecoded(parts[1], plusIsSpace: true) : ""
                )
            }
        )
    }

    private static func joined(_ pairs: [(name: String, value: String)]) -> [JSONValue.Member] {
        var names: [String] = []
        var values: [String: String] = [:]
        for (name, value) in pairs {
            if let earlier = values[name] {
                values[name] = "\(earlier),\(value)"
            } else {
                names.append(name)
                values[name] = value
            }
        }
        return names.map { .init($0, .string(values[$0] ?? "")) }
    }

    private static func cookies(of request: APIRequest) -> [String] {
        request.headers.fields.filter { $0.name.lowercased() == "cookie" }
            .flatMap { $0.value.split(separator: ";") }
            .map { String($0.drop { $0 == " " }) }
    }

    private static func requestContext(
        _ request: APIRequest,
        path: String,
        in context: FunctionURLContext
    ) -> JSONValue {
        [
            "accountId": "anonymous",
            "apiId": .string(urlID),
            "domainName": .string("\(urlID).lambda-url.\(context.region).on.aws"),
            "domainPrefix": .string(urlID),
            "http": [
                "method": .string(request.method),
                "path": .string(path),
                "protocol": .string(context.protocolVersion),
                "sourceIp": .string(context.sourceIP),
                "userAgent": .string(request.headers["User-Agent"] ?? ""),
            ],
            "requestId": .string(context.requestID),
            "routeKey": "$default",
            "stage": "$default",
            "time": .string(UTCTime(epochMilliseconds: context.epochMilliseconds).commonLogFormat),
            "timeEpoch": .number(String(context.epochMilliseconds)),
        ]
    }

    /// Text stays as it is; everything else becomes Base64.
    private static func body(of request: APIRequest) -> [JSONValue.Member] {
        guard !request.body.isEmpty else { return [.init("isBase64Encoded", false)] }
        if isText(request.headers[RuntimeField.contentType]),
            let text = String(validating: request.body, as: UTF8.self)
        {
            return [.init("body", .string(text)), .init("isBase64Encoded", false)]
        }
        let text = Data(request.body).base64EncodedString()
        return [.init("body", .string(text)), .init("isBase64Encoded", true)]
    }

    private static func isText(_ contentType: String?) -> Bool {
        guard let contentType else { return true }
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }
}
