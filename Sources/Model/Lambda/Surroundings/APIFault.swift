/// What is wrong with HTTP APIs of functions that run in the same place.
package struct APIFault: Sendable, Hashable {
    /// The function with the setting that is wrong.
    package var function: String
    /// What is wrong with it.
    package var violation: LambdaFunction.Violation
    /// A function that the setting names and that is not among the functions.
    package var missing: String?
    /// The other setting that takes part: the name of its function, and its keys below that.
    package var other: Setting?

    /// A setting of a function.
    package struct Setting: Sendable, Hashable {
        /// The function's name.
        package var function: String
        /// The keys below the function.
        package var keyPath: [String]
    }

    /// Finds the faults of functions of one place, each of which is there once.
    package static func find(in functions: [LambdaFunction]) -> [APIFault] {
        guard functions.contains(where: { $0.surroundings.api != nil }) else { return [] }
        let known = Dictionary(functions.map { ($0.name, $0) }) { first, _ in first }
        let references = functions.flatMap { function in
            ownerFault(of: function, among: known) + authorizerFault(of: function, among: known)
        }
        return references + routeFaults(of: functions)
    }

    private static func ownerFault(of function: LambdaFunction, among known: [String: LambdaFunction]) -> [APIFault] {
        guard let owner = function.surroundings.api?.owner else { return [] }
        func fault(_ summary: String, _ hint: String, _ other: Setting? = nil) -> [APIFault] {
            let violation = LambdaFunction.Violation(
                ["api", "with"], "function.no-api", summary,
                explanation: "The routes of a function with `with:` are on the API of the function that it names.",
                hints: [hint])
            return [APIFault(function: function.name, violation: violation, other: other)]
        }
        guard owner != function.name else {
            return fault("api.with names the function itself", "remove `with`: the function then has its own API")
        }
        guard let other = known[owner] else { return [missing(owner, ["api", "with"], of: function, among: known)] }
        guard let api = other.surroundings.api else {
            return fault(
                "api.with names '\(owner)', which has no API",
                "give it one with `api: true`, or name a function that has `api:`",
                Setting(function: owner, keyPath: []))
        }
        guard let next = api.owner else { return [] }
        return fault(
            "api.with names '\(owner)', whose routes are on another API",
            next == function.name ? "remove `with` from one of them" : "write `with: \(next)`",
            Setting(function: owner, keyPath: ["api", "with"]))
    }

    private static func authorizerFault(
        of function: LambdaFunction, among known: [String: LambdaFunction]
    ) -> [APIFault] {
        guard case .function(let name)? = function.surroundings.api?.authorization, known[name] == nil else {
            return []
        }
        return [missing(name, ["api", "authorizer"], of: function, among: known)]
    }

    private static func missing(
        _ name: String, _ keyPath: [String], of function: LambdaFunction, among known: [String: LambdaFunction]
    ) -> APIFault {
        let key = keyPath.joined(separator: ".")
        let nearest = nearestName(to: name, among: known.keys.sorted().filter { $0 != function.name })
        let violation = LambdaFunction.Violation(
            keyPath, "function.unknown-function", "\(key) names '\(name.prefix(100))', which is not a function",
            explanation: "It takes the name of a function of this configuration.",
            hints: nearest.map { ["did you mean '\($0)'?"] } ?? ["write the name of a function under `functions:`"])
        return APIFault(function: function.name, violation: violation, missing: name)
    }

    private static func routeFaults(of functions: [LambdaFunction]) -> [APIFault] {
        struct Route: Hashable {
            var owner: String
            var key: String
        }
        var places: [Route: Setting] = [:]
        var counts: [String: Int] = [:]
        var found: [APIFault] = []
        // An API's own function comes first, so that the others are those that add a route twice.
        let ordered =
            functions.filter { $0.surroundings.api?.owner == nil }
            + functions.filter { $0.surroundings.api?.owner != nil }
        for function in ordered {
            guard let api = function.surroundings.api else { continue }
            let owner = api.owner ?? function.name
            for (index, key) in api.routes.enumerated() {
                let setting = Setting(function: function.name, keyPath: ["api", "routes", "\(index)"])
                let route = Route(owner: owner, key: key)
                guard let other = places[route] else {
                    places[route] = setting
                    continue
                }
                found.append(duplicate(key, setting, of: other))
            }
            let before = counts[owner, default: 0]
            counts[owner] = before + api.routes.count
            let count = before + api.routes.count
            if before <= APISettings.mostRoutes, count > APISettings.mostRoutes {
                found.append(tooMany(count, on: owner, of: function))
            }
        }
        return found
    }

    private static func duplicate(_ key: String, _ setting: Setting, of other: Setting) -> APIFault {
        let isOwn = other.function == setting.function
        return APIFault(
            function: setting.function,
            violation: LambdaFunction.Violation(
                setting.keyPath, "function.duplicate-route",
                "the route '\(key)' is there already" + (isOwn ? "" : ", from '\(other.function)'"),
                explanation: "An API has each route once.",
                hints: [
                    key == APISettings.defaultRoute && !isOwn
                        ? "write the routes of each function under `routes:`; `\(key)` is the default"
                        : "remove one of them"
                ]),
            other: other)
    }

    private static func tooMany(_ count: Int, on owner: String, of function: LambdaFunction) -> APIFault {
        APIFault(
            function: function.name,
            violation: LambdaFunction.Violation(
                ["api", "routes"], "function.out-of-range",
                "the API of '\(owner)' has \(count) routes; API Gateway allows at most \(APISettings.mostRoutes)",
                hints: [
                    "join routes with `ANY` and `{name+}`, or give some functions an API of their own"
                ]))
    }
}
