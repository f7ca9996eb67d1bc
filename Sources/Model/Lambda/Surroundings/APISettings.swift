/// The HTTP API of API Gateway in front of a function.
package struct APISettings: Sendable, Hashable {
    /// Tokens (JWT) that callers need.
    package struct Tokens: Sendable, Hashable {
        /// A text, or a value of the user's own Terraform.
        package enum Value: Sendable, Hashable, ExpressibleByStringLiteral {
            /// The text itself.
            case text(String)
            /// The value that is the text.
            case terraform(TerraformReference)

            /// Creates a text.
            package init(stringLiteral value: String) { self = .text(value) }
        }

        /// The address of who issues the tokens.
        package var issuer: Value
        /// For whom the tokens are issued.
        package var audience: [Value]
        /// What a token must allow, at least one of them; empty for nothing in particular.
        package var scopes: [String]

        /// Creates settings.
        package init(issuer: Value, audience: [Value], scopes: [String] = []) {
            self.issuer = issuer
            self.audience = audience
            self.scopes = scopes
        }
    }

    /// Who may call.
    package enum Authorization: Sendable, Hashable {
        /// Everyone.
        case everyone
        /// Callers that sign their requests and whom IAM allows it.
        case iam
        /// Callers with a token.
        case tokens(Tokens)
        /// Callers whom another function of the configuration allows it.
        case function(String)
    }

    /// The keys of the routes, such as `GET /orders/{id}`; `$default` for all other requests.
    package var routes: [String]
    /// Who may call the routes; if `nil`, as the API's own function says, and everyone if that says nothing either.
    package var authorization: Authorization?
    /// The function whose API has the routes; `nil` if the function has an API of its own.
    package var owner: String?
    /// What pages of other origins may do.
    package var crossOrigin: CrossOriginSettings?
    /// Whether the API logs each request.
    package var logsAccess: Bool

    /// Creates settings.
    package init(
        routes: [String] = [defaultRoute], authorization: Authorization? = nil, owner: String? = nil,
        crossOrigin: CrossOriginSettings? = nil, logsAccess: Bool = false
    ) {
        self.routes = routes
        self.authorization = authorization
        self.owner = owner
        self.crossOrigin = crossOrigin
        self.logsAccess = logsAccess
    }

    /// The route of all requests that no other route matches.
    package static let defaultRoute = "$default"
    /// The HTTP methods of routes.
    package static let methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    /// The most routes of an API (API Gateway developer guide, "Quotas for HTTP APIs").
    package static let mostRoutes = 300
    /// The most audiences of an authorizer (the same).
    package static let mostAudiences = 50
    /// The most scopes of a route (the same).
    package static let mostScopes = 10
    /// How long API Gateway waits for a function, in seconds (the same).
    package static let longestTimeout = 30

    /// Whether a text is a route's key: a method and a path, or `$default`.
    package static func isRoute(_ text: String) -> Bool {
        if text == defaultRoute { return true }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, methods.contains(String(parts[0])), parts[1].hasPrefix("/") else { return false }
        let segments = parts[1].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return segments.enumerated().allSatisfy { index, segment in
            // A slash at the end leaves an empty segment; `{name+}` stands for all that follows.
            let isLast = index == segments.count - 1
            guard !segment.isEmpty else { return isLast }
            guard segment.hasPrefix("{") else {
                // `:id` is a parameter in other frameworks.
                return !segment.hasPrefix(":") && isText(segment, or: "~:@%$")
            }
            guard segment.hasSuffix("}") else { return false }
            let name = segment.dropFirst().dropLast()
            return isText(isLast && name.hasSuffix("+") ? name.dropLast() : name, or: "")
        }
    }

    private static func isText(_ text: Substring, or more: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: more.utf8.contains(byte)
                }
            }
    }
}
