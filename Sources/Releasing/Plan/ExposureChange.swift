import JSON

/// Something that people outside can call, or can call no longer.
package struct ExposureChange: Sendable, Hashable, Codable {
    /// What can be called.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The function's URL.
        case url
        /// A route of an HTTP API.
        case route
        /// The function itself, by a permission for everyone.
        case permission
    }

    /// What can be called.
    package var kind: Kind
    /// The route, such as `GET /orders/{id}`.
    package var route: String?
    /// How callers are authorized before, such as `AWS_IAM`; `NONE` for everyone, `nil` if there was nothing to call.
    package var before: String?
    /// How callers are authorized after; `nil` if there is nothing to call any more.
    package var after: String?

    /// Creates a change.
    package init(kind: Kind, route: String? = nil, before: String?, after: String?) {
        self.kind = kind
        self.route = route
        self.before = before
        self.after = after
    }

    private static let everyone = "NONE"

    /// Whether everyone can call it now, and could not before.
    package var becomesPublic: Bool { after == Self.everyone && before != Self.everyone }

    /// The change in words.
    package var words: String {
        let what =
            switch kind {
            case .url: "its URL"
            case .route: "the route \(route ?? "of its API")"
            case .permission: "the function itself"
            }
        if becomesPublic { return "PUBLIC: everyone can call \(what), without authorization" }
        return switch (before, after) {
        case (nil, let after?): "\(what) can be called, with authorization \(after)"
        case (_, nil): "\(what) can no longer be called"
        case (let before?, let after?):
            before == Self.everyone
                ? "\(what) is no longer public: authorization \(after)"
                : "\(what): authorization \(before) -> \(after)"
        }
    }

    /// Finds the change in a resource; `nil` if it makes none.
    init?(_ resource: PlannedResource) {
        guard resource.isChanged else { return nil }
        switch resource.type {
        case "aws_lambda_function_url":
            self.init(
                kind: .url, before: resource.before("authorization_type").text(),
                after: resource.after("authorization_type").text())
        case "aws_apigatewayv2_route":
            let exists = (resource.before("route_key") != .none, resource.after("route_key") != .none)
            self.init(
                kind: .route, route: resource.text("route_key"),
                before: exists.0 ? resource.before("authorization_type").text() ?? Self.everyone : nil,
                after: exists.1 ? resource.after("authorization_type").text() ?? Self.everyone : nil)
        case "aws_lambda_permission":
            // With these, it belongs to the function's URL.
            guard resource.before("function_url_auth_type") == .none,
                resource.after("function_url_auth_type") == .none,
                resource.before("invoked_via_function_url") == .none,
                resource.after("invoked_via_function_url") == .none
            else { return nil }
            let before = Self.isForEveryone(resource.before("principal"), resource.before("source_arn"))
            let after = Self.isForEveryone(resource.after("principal"), resource.after("source_arn"))
            self.init(kind: .permission, before: before ? Self.everyone : nil, after: after ? Self.everyone : nil)
        default: return nil
        }
        guard before != after else { return nil }
    }

    private static func isForEveryone(_ principal: PlannedValue, _ source: PlannedValue) -> Bool {
        principal.shown?.string == "*" && source == .none
    }
}
