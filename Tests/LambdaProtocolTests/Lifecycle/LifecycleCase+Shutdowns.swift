extension LifecycleCase {
    /// The Shutdown phase (facts: "Shutdown, T0 = start", lifecycle section 1).
    static let shutdowns: [LifecycleCase] = [
        LifecycleCase(
            "without an extension the runtime is killed at once",
            """
            \(warm)
            shutdown -> kill runtime
            exit runtime signal 9 -> hang up #1; finished
            """),
        LifecycleCase(
            "with an internal extension the runtime has 500 ms",
            """
            start -> start runtime
            register inner - #1 -> #1 200
            event inner #2 ->
            next #3 -> ready
            shutdown -> term runtime
            +499 ->
            +1 -> kill runtime
            exit runtime signal 9 -> hang up #3; hang up #2; finished
            """),
        LifecycleCase(
            "with an internal extension a runtime that ends in time is not killed",
            """
            start -> start runtime
            register inner - #1 -> #1 200
            event inner #2 ->
            next #3 -> ready
            shutdown -> term runtime
            +100 ->
            exit runtime 0 -> hang up #3; hang up #2; finished
            +5000 ->
            """),
        LifecycleCase(
            "with an external extension the runtime has 300 ms", extensions: ["agent"],
            """
            \(watched)
            shutdown -> term runtime
            +299 ->
            +1 -> kill runtime
            exit runtime signal 9 -> hang up #3; \
            #2 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            exit agent 0 -> finished
            """),
        LifecycleCase(
            "SHUTDOWN comes once the runtime has ended", extensions: ["agent"],
            """
            \(watched)
            shutdown -> term runtime
            +120 ->
            exit runtime 0 -> hang up #3; \
            #2 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            +1879 ->
            +1 -> kill agent
            exit agent signal 9 -> finished
            """),
        LifecycleCase(
            "with both kinds of extension the runtime has 500 ms", extensions: ["agent"],
            """
            start -> start agent
            register agent SHUTDOWN #1 -> #1 200; start runtime
            register inner - #2 -> #2 200
            event inner #3 ->
            event agent #4 ->
            next #5 -> ready
            shutdown -> term runtime
            +499 ->
            +1 -> kill runtime
            """),
        LifecycleCase(
            "an extension that does not want SHUTDOWN is killed once the runtime has ended", extensions: ["quiet"],
            """
            start -> start quiet
            register quiet INVOKE #1 -> #1 200; start runtime
            event quiet #2 ->
            next #3 -> ready
            shutdown -> term runtime
            exit runtime 0 -> hang up #3; kill quiet
            exit quiet signal 9 -> hang up #2; finished
            """),
        LifecycleCase(
            "an extension that is busy gets SHUTDOWN when it asks", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            exit runtime 1 -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 1"}
            event agent #4 -> #4 200 {"eventType":"SHUTDOWN","shutdownReason":"failure","deadlineMs":1002000}
            exit agent 0 -> ready
            """),
        LifecycleCase(
            "a timeout gives its reason", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            event agent #4 ->
            +1000 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; term runtime
            exit runtime 0 -> #4 200 {"eventType":"SHUTDOWN","shutdownReason":"timeout","deadlineMs":1003000}
            exit agent 0 -> ready
            invoke B -> start agent
            """),
        LifecycleCase(
            "Shutdown during Init", extensions: ["agent"],
            """
            start -> start agent
            register agent SHUTDOWN #1 -> #1 200; start runtime
            shutdown -> term runtime
            exit runtime signal 15 ->
            event agent #2 -> #2 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            exit agent 0 -> finished
            """),
        LifecycleCase(
            "Shutdown before an extension has registered", extensions: ["agent"],
            """
            start -> start agent
            shutdown -> kill agent
            exit agent signal 9 -> finished
            """),
        LifecycleCase(
            "Shutdown during an invocation answers its caller and those that wait",
            """
            \(warm)
            invoke A -> #1 200 A {}
            invoke B ->
            shutdown -> caller: Sandbox.Failure {"errorType":"Sandbox.Failure",\
            "errorMessage":"RequestId: A Error: The execution environment was shut down"}; \
            caller: Sandbox.Failure {"errorType":"Sandbox.Failure",\
            "errorMessage":"RequestId: B Error: The execution environment was shut down"}; kill runtime
            respond A "late" #2 -> #2 400 InvalidRequestID
            exit runtime signal 9 -> finished
            invoke C -> caller: Sandbox.Failure {"errorType":"Sandbox.Failure",\
            "errorMessage":"RequestId: C Error: The execution environment was shut down"}
            """),
        LifecycleCase(
            "Shutdown during a reset lets it go on and starts nothing again",
            """
            \(warm)
            invoke A -> #1 200 A {}
            +1000 -> caller: Sandbox.Timedout {"errorType":"Sandbox.Timedout",\
            "errorMessage":"RequestId: A Error: Task timed out after 1.00 seconds"}; kill runtime
            shutdown ->
            exit runtime signal 9 -> finished
            """),
        LifecycleCase(
            "Shutdown with no process left",
            """
            start -> start runtime
            exit runtime 1 -> ready
            shutdown -> finished
            """),
        LifecycleCase(
            "Shutdown before the start",
            """
            shutdown -> finished
            start ->
            """),
        LifecycleCase(
            "a runtime that asks for an event after SIGTERM waits", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            event agent #4 ->
            shutdown -> caller: Sandbox.Failure {"errorType":"Sandbox.Failure",\
            "errorMessage":"RequestId: A Error: The execution environment was shut down"}; term runtime
            next #5 ->
            exit runtime 0 -> hang up #5; \
            #4 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            """),
        LifecycleCase(
            "an extension that asks again after SHUTDOWN waits until its end", extensions: ["agent"],
            """
            \(watched)
            shutdown -> term runtime
            exit runtime 0 -> hang up #3; \
            #2 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            event agent #4 ->
            +2000 -> kill agent
            exit agent signal 9 -> hang up #4; finished
            """),
        LifecycleCase(
            "the identifiers of before a reset are unknown after it", extensions: ["agent"],
            """
            \(watched)
            exit runtime 1 -> hang up #3
            invoke A -> caller: Runtime.ExitError {"errorType":"Runtime.ExitError",\
            "errorMessage":"RequestId: A Error: Runtime exited with error: exit status 1"}; \
            #2 200 {"eventType":"SHUTDOWN","shutdownReason":"failure","deadlineMs":1002000}
            exit agent 0 -> ready
            event agent #4 -> #4 403 Extension.UnknownExtensionIdentifier
            """),
        LifecycleCase(
            "the timeline and the alarms of a Shutdown", extensions: ["agent"], showing: [.record, .alarms],
            """
            start -> wake initLimit 10000; start agent
            register agent SHUTDOWN #1 -> registered(extension: "agent", isExternal: true); #1 200; start runtime
            event agent #2 -> extensionReady("agent")
            next #3 -> runtimeReady; initialized; cancel initLimit; ready
            shutdown -> shutdownBegan(LambdaProtocol.ShutdownReason.spindown); wake totalShutdown 2000; term runtime; \
            wake runtimeShutdown 300
            +20 ->
            exit runtime 0 -> hang up #3; \
            cancel runtimeShutdown; shutdownDelivered(extension: "agent"); \
            #2 200 {"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":1002000}
            exit agent 0 -> cancel totalShutdown; shutdownEnded; finished
            """),
    ]
}
