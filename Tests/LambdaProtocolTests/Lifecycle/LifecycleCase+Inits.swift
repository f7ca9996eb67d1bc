extension LifecycleCase {
    /// How Init fails and is tried again (facts: lifecycle section 2).
    static let inits: [LifecycleCase] = [
        LifecycleCase(
            "Init that takes too long is tried again inside the first invocation",
            """
            start -> start runtime
            +9999 ->
            +1 -> kill runtime
            exit runtime signal 9 -> ready
            invoke A -> start runtime
            +999 ->
            next #1 -> #1 200 A {}
            respond A "a" #2 -> caller: a; #2 202
            """),
        LifecycleCase(
            "Init inside an invocation has the invocation's timeout",
            """
            start -> start runtime
            +10000 -> kill runtime
            exit runtime signal 9 -> ready
            invoke A -> start runtime
            +1000 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            exit runtime signal 9 -> ready
            """),
        LifecycleCase(
            "a runtime that ends in Init is tried again, and its second end told",
            """
            start -> start runtime
            exit runtime 1 -> ready
            invoke A -> start runtime
            exit runtime 1 -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 1"}; ready
            invoke B -> start runtime
            """),
        LifecycleCase(
            "the error that a runtime reports in Init is the caller's",
            """
            start -> start runtime
            initerror Runtime.NoDatabase "{'errorType':'E'}" #1 -> #1 202
            next #2 -> #2 403 InvalidStateTransition
            exit runtime 1 -> ready
            invoke A -> start runtime
            initerror Runtime.NoDatabase "{'errorType':'E'}" #3 -> #3 202
            exit runtime 1 -> caller: Runtime.NoDatabase {"errorType":"E"}; ready
            """),
        LifecycleCase(
            "an error in Init comes too late after next",
            """
            \(warm)
            initerror Runtime.NoDatabase "{}" #2 -> #2 403 InvalidStateTransition
            """),
        LifecycleCase(
            "a bootstrap that cannot be started",
            """
            start -> start runtime
            unstarted runtime "no such file" -> ready
            invoke A -> start runtime
            unstarted runtime "no such file" -> caller: Runtime.InvalidEntrypoint \
            {"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: A Error: no such file"}; ready
            """),
        LifecycleCase(
            "an extension that cannot be started", extensions: ["a"],
            """
            start -> start a
            unstarted a "exec format error" -> ready
            invoke A -> start a
            unstarted a "exec format error" -> caller: Extension.LaunchError \
            {"errorType":"Extension.LaunchError","errorMessage":"RequestId: A Error: exec format error"}; ready
            """),
        LifecycleCase(
            "an extension that ends in Init", extensions: ["a", "b"],
            """
            start -> start a; start b
            exit a 2 -> kill b
            exit b signal 9 -> ready
            invoke A -> start a; start b
            exit a 2 -> caller: Extension.Crash {"errorType":"Extension.Crash",\
            "errorMessage":"RequestId: A Error: exit status 2"}; kill b
            """),
        LifecycleCase(
            "an extension that ends in an invocation", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            exit agent 0 -> caller: Extension.Crash {"errorType":"Extension.Crash",\
            "errorMessage":"RequestId: A Error: exit code 0"}; term runtime
            exit runtime 0 -> ready
            """),
        LifecycleCase(
            "an extension that reported its exit is called by that", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            exterror agent exit/error agent.Gone #4 -> #4 202
            exit agent 1 -> caller: Extension.ExitError {"errorType":"Extension.ExitError",\
            "errorMessage":"RequestId: A Error: exit status 1"}; term runtime
            """),
        LifecycleCase(
            "a caller that waited for an Init that fails gets its second try",
            """
            start -> start runtime
            invoke A ->
            exit runtime 1 -> start runtime
            next #1 -> #1 200 A {}
            respond A "a" #2 -> caller: a; #2 202
            next #3 -> ready
            """),
        LifecycleCase(
            "a caller that comes while an Init that took too long is reset gets its second try", extensions: ["agent"],
            """
            start -> start agent
            register agent SHUTDOWN #1 -> #1 200; start runtime
            +10000 -> term runtime
            invoke A ->
            exit runtime 0 ->
            exit agent 0 -> start agent
            register agent SHUTDOWN #2 -> #2 200; start runtime
            event agent #3 ->
            next #4 -> #4 200 A {}
            +999 ->
            respond A "a" #5 -> caller: a; #5 202
            """),
        LifecycleCase(
            "Init that takes too long twice ends by the function's timeout", showing: [],
            """
            start -> start runtime
            invoke A ->
            +10000 -> kill runtime
            invoke B ->
            exit runtime signal 9 -> start runtime
            +1000 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            exit runtime signal 9 -> start runtime
            next #1 -> #1 200 B {}
            """),
        LifecycleCase(
            "the log of an Init that takes too long, and of its second try", showing: [.log],
            """
            start -> start runtime
            +10000 -> log INIT_REPORT Init Duration: 10000.00 ms|Phase: init|Status: timeout; kill runtime
            exit runtime signal 9 -> ready
            invoke A -> start runtime
            +1000 -> log INIT_REPORT Init Duration: 1000.00 ms|Phase: invoke|Status: timeout; \
            log START RequestId: A Version: $LATEST; \
            log 1970-01-01T00:16:51.000Z A Task timed out after 1.00 seconds; \
            caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; log END RequestId: A; \
            log REPORT RequestId: A|Duration: 1000.00 ms|Billed Duration: 1000 ms|Memory Size: 512 MB|\
            Status: timeout; kill runtime
            """),
        LifecycleCase(
            "the log of a crash in Init", extensions: ["a"], showing: [.log],
            """
            start -> start a
            exit a 1 -> log EXTENSION|Name: a|State: Exited|Events: []; \
            log INIT_REPORT Init Duration: 0.00 ms|Phase: init|Status: error|Error Type: Extension.Crash; ready
            """),
    ]
}
