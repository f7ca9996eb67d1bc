import Model

extension LambdaFunction {
    /// What a user should know about what surrounds the function.
    var surroundingWarnings: [Diagnostic] { urlWarnings + queueWarnings }

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
