extension LambdaFunction {
    /// Settings of an HTTP API that API Gateway would refuse.
    var apiViolations: [Violation] {
        guard case .tokens(let tokens)? = surroundings.api?.authorization else { return [] }
        return [
            ("audience", tokens.audience.count, APISettings.mostAudiences),
            ("scopes", tokens.scopes.count, APISettings.mostScopes),
        ].compactMap { key, count, limit in
            guard count > limit else { return nil }
            return Violation(
                ["api", "jwt", key], "function.out-of-range",
                "api.jwt.\(key) has \(count) elements; API Gateway allows at most \(limit)")
        }
    }
}
