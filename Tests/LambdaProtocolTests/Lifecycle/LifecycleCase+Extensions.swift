extension LifecycleCase {
    /// An environment with an external extension for both events whose Init is over.
    static let watched = """
        start -> start agent
        register agent INVOKE,SHUTDOWN #1 -> #1 200; start runtime
        event agent #2 ->
        next #3 -> ready
        """

    /// The answers of the Extensions API (facts: "Extensions API", lifecycle section 3).
    static let extensionsAPI: [LifecycleCase] = [
        LifecycleCase(
            "the runtime starts when the external extensions have registered", extensions: ["a", "b"],
            """
            start -> start a; start b
            register b INVOKE #1 -> #1 200
            register a - #2 -> #2 200; start runtime
            """),
        LifecycleCase(
            "Init ends when everybody has asked for an event", extensions: ["a"],
            """
            start -> start a
            register a INVOKE #1 -> #1 200; start runtime
            next #2 ->
            event a #3 -> ready
            """),
        LifecycleCase(
            "an internal extension that never asks for an event blocks Init",
            """
            start -> start runtime
            register inner - #1 -> #1 200
            next #2 ->
            +9999 ->
            event inner #3 -> ready
            """),
        LifecycleCase(
            "what a registration is told",
            """
            start -> start runtime
            send POST /2020-01-01/extension/register Lambda-Extension-Name:x \
            Lambda-Extension-Accept-Feature:accountId "{}" #1 -> #1 200
            """),
        LifecycleCase(
            "a name is needed",
            """
            start -> start runtime
            send POST /2020-01-01/extension/register "{}" #1 -> #1 403 Extension.InvalidExtensionName
            """),
        LifecycleCase(
            "a registration that is no JSON, or has no list",
            """
            start -> start runtime
            send POST /2020-01-01/extension/register Lambda-Extension-Name:x "{" #1 -> #1 403 InvalidRequestFormat
            send POST /2020-01-01/extension/register Lambda-Extension-Name:x "{'events':1}" #2 -> \
            #2 403 InvalidRequestFormat
            send POST /2020-01-01/extension/register Lambda-Extension-Name:x "{'configurationKeys':['A']}" #3 -> \
            #3 403 InvalidRequestFormat
            """),
        LifecycleCase(
            "an event that does not exist", extensions: ["a"],
            """
            start -> start a
            register a LAUNCH #1 -> #1 403 Extension.InvalidEventType
            """),
        LifecycleCase(
            "an internal extension may not want SHUTDOWN",
            """
            start -> start runtime
            register inner INVOKE,SHUTDOWN #1 -> #1 403 Extension.InvalidEventType
            register inner INVOKE #2 -> #2 200
            """),
        LifecycleCase(
            "registration closes when the runtime asks for its first event",
            """
            start -> start runtime
            register inner - #1 -> #1 200
            next #2 ->
            register late - #3 -> #3 403 Extension.RegistrationClosed
            """),
        LifecycleCase(
            "a registration after Init is too late",
            """
            \(warm)
            register late - #2 -> #2 403 Extension.RegistrationClosed
            """),
        LifecycleCase(
            "an external extension registers once", extensions: ["a"],
            """
            start -> start a
            register a - #1 -> #1 200; start runtime
            register a - #2 -> #2 403 Extension.InvalidExtensionState
            """),
        LifecycleCase(
            "an internal extension registers once",
            """
            start -> start runtime
            register inner - #1 -> #1 200
            register inner - #2 -> #2 403 Extension.InvalidExtensionState
            """),
        LifecycleCase(
            "the eleventh extension is one too many", extensions: ["a"],
            """
            start -> start a
            register a - #1 -> #1 200; start runtime
            register i2 - #2 -> #2 200
            register i3 - #3 -> #3 200
            register i4 - #4 -> #4 200
            register i5 - #5 -> #5 200
            register i6 - #6 -> #6 200
            register i7 - #7 -> #7 200
            register i8 - #8 -> #8 200
            register i9 - #9 -> #9 200
            register i10 - #10 -> #10 200
            register i11 - #11 -> #11 403 Extension.TooManyExtensions
            """),
        LifecycleCase(
            "eleven files in /opt/extensions do not start",
            extensions: ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
            """
            start -> ready
            invoke A -> caller: Extension.LaunchError {"errorType":"Extension.LaunchError",\
            "errorMessage":"RequestId: A Error: ErrTooManyExtensions"}; ready
            """
        ),
        LifecycleCase(
            "an identifier is needed, in its form, and known",
            """
            start -> start runtime
            send GET /2020-01-01/extension/event/next #1 -> #1 403 Extension.MissingExtensionIdentifier
            send GET /2020-01-01/extension/event/next Lambda-Extension-Identifier:x #2 -> \
            #2 403 Extension.InvalidExtensionIdentifier
            send GET /2020-01-01/extension/event/next \
            Lambda-Extension-Identifier:0bfa6f8e-1111-4222-8333-123456789abc #3 -> \
            #3 403 Extension.UnknownExtensionIdentifier
            """),
        LifecycleCase(
            "INVOKE goes to those that want it, and the invocation waits for them", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            respond A "a" #4 -> caller: a; #4 202
            next #5 ->
            event agent #6 -> ready
            """),
        LifecycleCase(
            "an extension without events hears of no invocation", extensions: ["quiet"],
            """
            start -> start quiet
            register quiet - #1 -> #1 200; start runtime
            event quiet #2 ->
            next #3 -> ready
            invoke A -> #3 200 A {}
            respond A "a" #4 -> caller: a; #4 202
            next #5 -> ready
            """),
        LifecycleCase(
            "an internal extension hears of invocations",
            """
            start -> start runtime
            register inner INVOKE #1 -> #1 200
            event inner #2 ->
            next #3 -> ready
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            """),
        LifecycleCase(
            "an extension asks for one event at a time", extensions: ["agent"],
            """
            \(watched)
            event agent #4 -> #4 403 Extension.InvalidExtensionState
            """),
        LifecycleCase(
            "an extension that is too slow times the invocation out, answered or not", extensions: ["agent"],
            """
            \(watched)
            invoke A -> #2 200 {"eventType":"INVOKE","deadlineMs":1001000,"requestId":"A",\
            "invokedFunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}; #3 200 A {}
            respond A "a" #4 -> caller: a; #4 202
            next #5 ->
            +1000 -> term runtime
            """),
        LifecycleCase(
            "an error of an extension needs its type", extensions: ["a"],
            """
            start -> start a
            register a - #1 -> #1 200; start runtime
            send POST /2020-01-01/extension/init/error \
            Lambda-Extension-Identifier:00000000-0000-4000-8000-000000000001 #2 -> #2 403 Extension.MissingHeader
            """),
        LifecycleCase(
            "an extension that reports why it cannot start", extensions: ["a"],
            """
            start -> start a
            register a - #1 -> #1 200; start runtime
            exterror a init/error a.Bad #2 -> #2 202
            exterror a init/error a.Bad #3 -> #3 202
            event a #4 -> #4 403 Extension.InvalidExtensionState
            exit a 1 -> term runtime
            exit runtime 0 -> ready
            """),
        LifecycleCase(
            "an extension that runs cannot report that it cannot start", extensions: ["agent"],
            """
            \(watched)
            exterror agent init/error a.Bad #4 -> #4 403 Extension.InvalidExtensionState
            exterror agent exit/error a.Bad #5 -> #5 202
            """),
        LifecycleCase(
            "subscriptions to telemetry and logs are noted and not served",
            """
            start -> start runtime
            send PUT /2022-07-01/telemetry "{}" #1 -> #1 202
            send PUT /2020-08-15/logs "{}" #2 -> #2 202
            """),
        LifecycleCase(
            "the log of extensions", extensions: ["agent"], showing: [.log],
            """
            start -> start agent
            register agent SHUTDOWN,INVOKE #1 -> #1 200; start runtime
            register inner - #2 -> #2 200
            event inner #3 ->
            event agent #4 ->
            next #5 -> log EXTENSION|Name: agent|State: Ready|Events: [INVOKE, SHUTDOWN]; \
            log EXTENSION|Name: inner|State: Ready|Events: []; ready
            """),
    ]
}
