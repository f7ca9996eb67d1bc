import HCL
import Model

extension FunctionWriter {
    @BodyBuilder var deadLetterConfiguration: Body {
        if let deadLetter = function.surroundings.deadLetter {
            Block("dead_letter_config") {
                Argument("target_arn", expression(deadLetter))
            }
        }
    }

    static func deadLetterStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        guard let deadLetter = function.surroundings.deadLetter else { return [] }
        return .sending(to: deadLetter, sid: "SendDeadLetters")
    }

    /// What Lambda does with queued events.
    var invokeConfiguration: [Block] {
        guard let settings = function.surroundings.asynchronous else { return [] }
        return [
            Block("resource", "aws_lambda_function_event_invoke_config", names.identifier) {
                Argument("function_name", attribute("function_name"))
                qualifier
                if let maxAge = settings.maxAge {
                    Argument("maximum_event_age_in_seconds", .number(maxAge))
                }
                if let attempts = settings.attempts {
                    Argument("maximum_retry_attempts", .number(attempts - 1))
                }
                if settings.onSuccess != nil || settings.onFailure != nil {
                    Block("destination_config") {
                        destination("on_failure", settings.onFailure)
                        destination("on_success", settings.onSuccess)
                    }
                }
                afterServicePolicy
            }
        ]
    }

    @BodyBuilder private func destination(_ name: String, _ resource: ResourceReference?) -> Body {
        if let resource {
            Block(name) {
                Argument("destination", expression(resource))
            }
        }
    }

    static func asynchronousStatements(of function: LambdaFunction) -> [PolicyDocument.Statement] {
        var statements: [PolicyDocument.Statement] = []
        if let onSuccess = function.surroundings.asynchronous?.onSuccess {
            statements += .sending(to: onSuccess, sid: "SendSuccesses")
        }
        if let onFailure = function.surroundings.asynchronous?.onFailure {
            statements += .sending(to: onFailure, sid: "SendFailures")
        }
        return statements
    }
}
