extension LifecycleCase {
    /// What callers see and what the log says (facts: "What the caller sees", lifecycle section 2).
    static let invocations: [LifecycleCase] = [
        LifecycleCase(
            "an event that is no JSON is handed on and flagged", showing: [.warnings],
            """
            \(warm)
            invoke A nonsense -> warn eventIsNotJSON(requestID: "A"); #1 200 A nonsense
            """),
        LifecycleCase(
            "a timeout tells its caller and resets the environment",
            """
            \(warm)
            invoke A -> #1 200 A {}
            +999 ->
            +1 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            exit runtime signal 9 -> ready
            invoke B -> start runtime
            next #2 -> #2 200 B {}
            """),
        LifecycleCase(
            "a response after the timeout has no request id that is right",
            """
            \(warm)
            invoke A -> #1 200 A {}
            +1000 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            respond A "late" #2 -> #2 400 InvalidRequestID
            """),
        LifecycleCase(
            "a runtime that exits with 0 gives no reason",
            """
            \(warm)
            invoke A -> #1 200 A {}
            exit runtime 0 -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited without providing a reason"}; ready
            """),
        LifecycleCase(
            "a runtime that exits with 3 has its status told",
            """
            \(warm)
            invoke A -> #1 200 A {}
            exit runtime 3 -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 3"}; ready
            """),
        LifecycleCase(
            "a runtime that traps has its signal told",
            """
            \(warm)
            invoke A -> #1 200 A {}
            exit runtime signal 4 -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: signal: illegal instruction"}; ready
            """),
        LifecycleCase(
            "a runtime that ends after its response leaves the caller its answer",
            """
            \(warm)
            invoke A -> #1 200 A {}
            respond A "done" #2 -> caller: done; #2 202
            exit runtime 1 -> ready
            invoke B -> start runtime
            """),
        LifecycleCase(
            "a runtime that ends between invocations fails the next one",
            """
            \(warm)
            exit runtime 1 -> hang up #1
            invoke A -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 1"}; ready
            invoke B -> start runtime
            """),
        LifecycleCase(
            "a response of one byte too many",
            """
            \(warm)
            invoke A -> #1 200 A {}
            send POST /2018-06-01/runtime/invocation/A/response Content-Length:6291557 #2 -> \
            caller: Function.ResponseSizeTooLarge {"errorType":"Function.ResponseSizeTooLarge","errorMessage":\
            "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes)."}; \
            #2 413 RequestEntityTooLarge
            next #3 -> ready
            """),
        LifecycleCase(
            "callers that come at once wait for their turn",
            """
            \(warm)
            invoke A -> #1 200 A {}
            invoke B ->
            respond A "a" #2 -> caller: a; #2 202
            next #3 -> #3 200 B {}
            """),
        LifecycleCase(
            "a caller that comes during Init waits for its end",
            """
            start -> start runtime
            invoke A ->
            +5000 ->
            next #1 -> #1 200 A {}
            +999 ->
            +1 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            """),
        LifecycleCase(
            "the log of a first and of a second invocation", showing: [.log],
            """
            start -> start runtime
            +120 ->
            next #1 -> ready
            invoke A -> log START RequestId: A Version: $LATEST; #1 200 A {}
            +30 ->
            respond A "a" #2 -> caller: a; #2 202
            +2 ->
            next #3 -> log END RequestId: A; log REPORT RequestId: A|Duration: 32.00 ms|Billed Duration: 152 ms|\
            Memory Size: 512 MB|Init Duration: 120.00 ms; ready
            invoke B -> log START RequestId: B Version: $LATEST; #3 200 B {}
            +1 ->
            respond B "b" #4 -> caller: b; #4 202
            next #5 -> log END RequestId: B; log REPORT RequestId: B|Duration: 1.00 ms|Billed Duration: 1 ms|\
            Memory Size: 512 MB; ready
            """),
        LifecycleCase(
            "the log of a timeout", showing: [.log],
            """
            \(warm)
            invoke A -> log START RequestId: A Version: $LATEST; #1 200 A {}
            +1000 -> log 1970-01-01T00:16:41.000Z A Task timed out after 1.00 seconds; \
            caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; log END RequestId: A; \
            log REPORT RequestId: A|Duration: 1000.00 ms|Billed Duration: 1000 ms|Memory Size: 512 MB|\
            Init Duration: 0.00 ms|Status: timeout; kill runtime
            """),
        LifecycleCase(
            "the log of a crash", showing: [.log],
            """
            \(warm)
            invoke A -> log START RequestId: A Version: $LATEST; #1 200 A {}
            exit runtime 1 -> log RequestId: A Error: Runtime exited with error: exit status 1/Runtime.ExitError; \
            caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 1"}; log END RequestId: A; \
            log REPORT RequestId: A|Duration: 0.00 ms|Billed Duration: 0 ms|Memory Size: 512 MB|\
            Init Duration: 0.00 ms|Status: error|Error Type: Runtime.ExitError; ready
            """),
        LifecycleCase(
            "the timeline of an invocation", showing: [.record],
            """
            start -> start runtime
            next #1 -> runtimeReady; initialized; ready
            invoke A -> invoked(requestID: "A"); delivered(requestID: "A"); #1 200 A {}
            respond A "a" #2 -> responded(requestID: "A", isError: false); caller: a; #2 202
            next #3 -> invocationEnded(requestID: "A"); ready
            """),
        LifecycleCase(
            "the alarms of Init and an invocation", showing: [.alarms],
            """
            start -> wake initLimit 10000; start runtime
            next #1 -> cancel initLimit; ready
            +50 ->
            invoke A -> wake invocationTimeout 1050; #1 200 A {}
            respond A "a" #2 -> caller: a; #2 202
            next #3 -> cancel invocationTimeout; ready
            """),
    ]

    /// Responses in the streaming mode (facts: "Streaming").
    static let streams: [LifecycleCase] = [
        LifecycleCase(
            "a stream comes part by part",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            part "one" #2 -> caller: part one
            part "two" #2 -> caller: part two
            end #2 -> caller: end; #2 202
            next #3 -> ready
            """),
        LifecycleCase(
            "the content type of an HTTP integration is handed on",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A application/vnd.awslambda.http-integration-response #2 -> \
            caller: stream of application/vnd.awslambda.http-integration-response
            """),
        LifecycleCase(
            "trailers end a stream by an error",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            end Function.Late eyJlIjoxfQ== #2 -> caller: end by Function.Late {"e":1}; #2 202
            next #3 -> ready
            """),
        LifecycleCase(
            "an error of another form in the trailers becomes Function.Unknown",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            end oops plain #2 -> caller: end by Function.Unknown plain; #2 202
            """),
        LifecycleCase(
            "a stream that breaks off is truncated",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            hangup #2 -> caller: end by Runtime.TruncatedResponse {"errorType":"Runtime.TruncatedResponse",\
            "errorMessage":"RequestId: A Error: The response broke off"}
            next #3 -> ready
            """),
        LifecycleCase(
            "a stream that takes too long ends by the timeout",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            +1000 -> caller: end by Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            part "late" #2 ->
            exit runtime signal 9 -> hang up #2; ready
            """),
        LifecycleCase(
            "a crash ends a stream",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            exit runtime signal 11 -> hang up #2; caller: end by Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: signal: segmentation fault"}; ready
            """),
        LifecycleCase(
            "a stream for a wrong request id is refused, and its parts ignored",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream B text/plain #2 -> #2 400 InvalidRequestID
            part "x" #2 ->
            end #2 ->
            """),
        LifecycleCase(
            "nothing else comes while a stream goes on",
            """
            \(warm)
            invoke A -> #1 200 A {}
            stream A text/plain #2 -> caller: stream of text/plain
            next #3 -> #3 403 InvalidStateTransition
            respond A "x" #4 -> #4 403 InvalidStateTransition
            """),
        LifecycleCase(
            "a whole request in the streaming mode is a stream of one part",
            """
            \(warm)
            invoke A -> #1 200 A {}
            send POST /2018-06-01/runtime/invocation/A/response Lambda-Runtime-Function-Response-Mode:streaming \
            "{hi}" #2 -> caller: stream of application/octet-stream; caller: part {hi}; caller: end; #2 202
            """),
    ]
}
