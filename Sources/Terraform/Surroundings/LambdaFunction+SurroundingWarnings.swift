import Model

extension LambdaFunction {
    /// What a user should know about what surrounds the function.
    var surroundingWarnings: [Diagnostic] { urlWarnings + apiWarnings + queueWarnings }

    private var urlWarnings: [Diagnostic] {
        guard surroundings.url?.authorization == FunctionURLSettings.Authorization.none else { return [] }
        return [
            .warning(
                "terraform.public-url", "\(name): everyone can call the function through its URL",
                explanation: "`auth: none` gives the function a public address without authentication; each call is "
                    + "billed. It also needs version 6.29 of the AWS provider.",
                hints: ["set `url: { auth: iam }` unless the function checks its callers itself"])
        ]
    }

    private var apiWarnings: [Diagnostic] {
        guard let api = surroundings.api else { return [] }
        var found: [Diagnostic] = []
        if api.owner == nil, api.authorization == nil {
            found.append(
                .warning(
                    "terraform.public-api", "\(name): everyone can call the function through its API",
                    explanation: "Nothing says who may call, so that the API's address is enough. Each call is billed.",
                    hints: [
                        "say who may call, with `jwt`, `authorizer` or `iam: true` under `api:`",
                        "or confirm it with `api: { public: true }`",
                    ]))
        }
        if timeout > APISettings.longestTimeout {
            found.append(
                .warning(
                    "terraform.api-timeout",
                    "\(name): API Gateway waits \(APISettings.longestTimeout) seconds, less than the timeout of the function",
                    explanation:
                        "The timeout is \(timeout) seconds. The caller gets status 503 before, and the function "
                        + "goes on.",
                    hints: ["set `timeout: \(APISettings.longestTimeout)` or less"]))
        }
        return found
    }

    private var queueWarnings: [Diagnostic] {
        (surroundings.triggers ?? []).compactMap { trigger in
            guard case .queue(let queue) = trigger.source, let visibility = queue.visibility, visibility < 6 * timeout
            else { return nil }
            return .warning(
                "terraform.queue-visibility",
                "\(name): the visibility timeout of the queue '\(queue.resource.name)' is less than 6 times the timeout",
                explanation: "It is \(visibility) seconds, and the function's timeout \(timeout) seconds. Messages "
                    + "become visible again while Lambda still tries them, and are processed twice. Lambda refuses a "
                    + "queue whose visibility timeout is less than the function's timeout.",
                hints: ["set the queue's visibility timeout to at least \(6 * timeout) seconds"])
        }
    }
}
