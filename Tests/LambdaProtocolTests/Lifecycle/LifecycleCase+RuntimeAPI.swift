extension LifecycleCase {
    /// An environment without extensions whose Init is over.
    static let warm = """
        start -> start runtime
        next #1 -> ready
        """

    /// The answers of the Runtime API (facts: "Runtime API", lifecycle section 4).
    static let runtimeAPI: [LifecycleCase] = [
        LifecycleCase(
            "ping answers pong",
            """
            start -> start runtime
            send GET /2018-06-01/ping #1 -> #1 200 pong
            send GET /ping #2 -> #2 200 pong
            """),
        LifecycleCase(
            "an unknown path is 404",
            """
            start -> start runtime
            send GET /2018-06-01/runtime #1 -> #1 404 NotFound
            send GET /2018-06-01/runtime/invocation/A/what #2 -> #2 404 NotFound
            send GET /2018-06-01/runtime/invocation//response #3 -> #3 404 NotFound
            send GET nonsense #4 -> #4 404 NotFound
            """),
        LifecycleCase(
            "a wrong method is 405",
            """
            start -> start runtime
            send POST /2018-06-01/runtime/invocation/next #1 -> #1 405 MethodNotAllowed
            send GET /2018-06-01/runtime/invocation/A/response #2 -> #2 405 MethodNotAllowed
            send GET /2020-01-01/extension/register #3 -> #3 405 MethodNotAllowed
            """),
        LifecycleCase(
            "the calls of SnapStart lead nowhere",
            """
            start -> start runtime
            send GET /2018-06-01/runtime/restore/next #1 -> #1 404 NotFound
            send POST /2018-06-01/runtime/restore/error #2 -> #2 404 NotFound
            send GET /2021-04-23/credentials #3 -> #3 404 NotFound
            """),
        LifecycleCase(
            "a query after the path changes nothing",
            """
            start -> start runtime
            send GET /2018-06-01/runtime/invocation/next?x=1 #1 -> ready
            """),
        LifecycleCase(
            "next is held until an event comes",
            """
            \(warm)
            +3600000 ->
            invoke A {'n':1} -> #1 200 A {"n":1}
            """),
        LifecycleCase(
            "a response goes to the caller and is accepted",
            """
            \(warm)
            invoke A -> #1 200 A {}
            respond A "hello" #2 -> caller: hello; #2 202
            next #3 -> ready
            """),
        LifecycleCase(
            "an error goes to the caller byte by byte",
            """
            \(warm)
            invoke A -> #1 200 A {}
            error A Function.Bad "{'errorType':'X', }" #2 -> caller: Function.Bad {"errorType":"X", }; #2 202
            next #3 -> ready
            """),
        LifecycleCase(
            "an error type of another form becomes Function.Unknown",
            """
            \(warm)
            invoke A -> #1 200 A {}
            error A Unhandled "{}" #2 -> caller: Function.Unknown {}; #2 202
            """),
        LifecycleCase(
            "an error type of the runtime is kept",
            """
            \(warm)
            invoke A -> #1 200 A {}
            error A Runtime.UserCodeError "{}" #2 -> caller: Runtime.UserCodeError {}; #2 202
            """),
        LifecycleCase(
            "an error that is no JSON is handed on and flagged", showing: [.warnings],
            """
            \(warm)
            invoke A -> #1 200 A {}
            error A Function.Bad "oops" #2 -> warn errorIsNotJSON(requestID: "A"); caller: Function.Bad oops; #2 202
            """),
        LifecycleCase(
            "an error with its cause comes without the cause",
            """
            \(warm)
            invoke A -> #1 200 A {}
            send POST /2018-06-01/runtime/invocation/A/error \
            Content-Type:application/vnd.aws.lambda.error.cause+json \
            "{'errorMessage':'m','errorType':'t','causes':{}}" #2 \
            -> caller: Function.Unknown {"errorMessage":"m","errorType":"t"}; #2 202
            """),
        LifecycleCase(
            "an error whose cause cannot be read has a body of its own",
            """
            \(warm)
            invoke A -> #1 200 A {}
            send POST /2018-06-01/runtime/invocation/A/error \
            Content-Type:application/vnd.aws.lambda.error.cause+json \
            "{" #2 -> caller: Function.Unknown "Invalid error body"; #2 202
            """),
        LifecycleCase(
            "a wrong request id is refused, and the right one still taken",
            """
            \(warm)
            invoke A -> #1 200 A {}
            respond B "no" #2 -> #2 400 InvalidRequestID
            error B Function.Bad "{}" #3 -> #3 400 InvalidRequestID
            respond A "yes" #4 -> caller: yes; #4 202
            """),
        LifecycleCase(
            "a response before any invocation has no request id that is right",
            """
            \(warm)
            respond A "early" #2 -> #2 400 InvalidRequestID
            """),
        LifecycleCase(
            "a response before next is no transition",
            """
            start -> start runtime
            exit runtime 1 -> ready
            invoke A -> start runtime
            respond A "early" #2 -> #2 403 InvalidStateTransition
            """),
        LifecycleCase(
            "a second response is refused before next, and unknown after it",
            """
            \(warm)
            invoke A -> #1 200 A {}
            respond A "one" #2 -> caller: one; #2 202
            respond A "two" #3 -> #3 403 InvalidStateTransition
            error A Function.Bad "{}" #4 -> #4 403 InvalidStateTransition
            next #5 -> ready
            respond A "three" #6 -> #6 400 InvalidRequestID
            """),
        LifecycleCase(
            "next without a response hands out the same event again",
            """
            \(warm)
            invoke A -> #1 200 A {}
            next #2 -> #2 200 A {}
            respond A "done" #3 -> caller: done; #3 202
            """),
        LifecycleCase(
            "of two calls of next at once, the first gets the event and the second the next one",
            """
            \(warm)
            next #2 ->
            invoke A -> #1 200 A {}
            respond A "a" #3 -> caller: a; #3 202
            next #4 -> ready
            invoke B -> #2 200 B {}
            """),
        LifecycleCase(
            "a call of next that went away loses no event",
            """
            \(warm)
            hangup #1 ->
            invoke A ->
            next #2 -> #2 200 A {}
            """),
        LifecycleCase(
            "a mode that does not exist fails the invocation",
            """
            \(warm)
            invoke A -> #1 200 A {}
            send POST /2018-06-01/runtime/invocation/A/response \
            Lambda-Runtime-Function-Response-Mode:fast "hi" #2 -> \
            caller: Runtime.InvalidResponseModeHeader \
            {"errorType":"Runtime.InvalidResponseModeHeader",\
            "errorMessage":"RequestId: A Error: Invalid function response mode"}; #2 400 InvalidFunctionResponseMode
            next #3 -> #3 403 InvalidStateTransition
            """),
        LifecycleCase(
            "nobody is answered once the runtime has ended",
            """
            start -> start runtime
            exit runtime 1 -> ready
            next #1 -> #1 403 InvalidStateTransition
            """),
    ]
}
