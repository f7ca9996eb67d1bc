import LambdaProtocol
import Model
import Testing

@testable import LocalEnvironment

@Suite
struct LambdaVariablesTests {
    private var variables = LambdaVariables(
        address: "127.0.0.1:9001",
        settings: EnvironmentSettings(functionName: "orders", functionARN: "arn", memory: 256), region: "eu-west-1",
        taskRoot: "/var/task", layerRoot: "/opt", temporaryDirectory: nil, logStream: "stream",
        own: ["TABLE": "orders"],
        user: [:])

    @Test func theRuntimeGetsWhatLambdaGives() {
        #expect(
            variables.forRuntime == [
                "AWS_ACCESS_KEY_ID": "local", "AWS_DEFAULT_REGION": "eu-west-1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_LAMBDA_FUNCTION_NAME": "orders",
                "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST", "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
                "AWS_LAMBDA_LOG_FORMAT": "Text",
                "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/orders", "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
                "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001", "AWS_REGION": "eu-west-1",
                "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local", "LAMBDA_RUNTIME_DIR": "/var/runtime",
                "LAMBDA_TASK_ROOT": "/var/task", "LANG": "en_US.UTF-8",
                "LD_LIBRARY_PATH": "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task"
                    + ":/var/task/lib:/opt/lib",
                "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin", "TABLE": "orders", "TZ": ":UTC",
                "_HANDLER": "bootstrap",
            ])
    }

    @Test func theRuntimeHearsHowItLogs() {
        var variables = variables
        variables.settings.logs = LogSettings(format: .json, applicationLevel: .debug)
        #expect(variables.forRuntime["AWS_LAMBDA_LOG_FORMAT"] == "JSON")
        #expect(variables.forRuntime["AWS_LAMBDA_LOG_LEVEL"] == "DEBUG")
        variables.settings.logs.applicationLevel = nil
        #expect(variables.forRuntime["AWS_LAMBDA_LOG_LEVEL"] == "INFO")
    }

    @Test func whatLambdaLeavesToTheFunctionIsItsOwn() {
        var variables = variables
        variables.settings.logs = LogSettings(format: .json)
        variables.own = [
            "PATH": "/var/task/bin", "LD_LIBRARY_PATH": "/var/task/own", "TZ": "Europe/Oslo", "LANG": "nb_NO.UTF-8",
            "AWS_LAMBDA_LOG_FORMAT": "Text", "AWS_LAMBDA_LOG_LEVEL": "TRACE",
        ]
        for (name, value) in variables.own { #expect(variables.forRuntime[name] == value) }
    }

    @Test func extensionsDoNotSeeWhatLambdaHidesFromThem() {
        let hidden = Set(variables.forRuntime.keys).subtracting(variables.forExtensions.keys)
        #expect(
            hidden == [
                "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
                "_HANDLER",
            ])
    }

    @Test func theUsersCredentialsComeWholeOrNotAtAll() {
        var variables = variables
        variables.user = ["AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "HOME": "/home/ana"]
        #expect(variables.forRuntime["AWS_ACCESS_KEY_ID"] == "key")
        // A token of other credentials would make these invalid.
        #expect(variables.forRuntime["AWS_SESSION_TOKEN"] == nil)
        #expect(variables.forRuntime["HOME"] == nil)
        variables.user = ["AWS_ACCESS_KEY_ID": "key"]
        #expect(variables.forRuntime["AWS_ACCESS_KEY_ID"] == "local")
    }

    @Test func withoutAFileSystemOfItsOwnThePathsAreTheMachines() {
        var variables = variables
        variables.taskRoot = "/somewhere/task"
        variables.layerRoot = "/somewhere/opt"
        variables.temporaryDirectory = "/somewhere/tmp"
        #expect(variables.forRuntime["LAMBDA_TASK_ROOT"] == "/somewhere/task")
        #expect(variables.forRuntime["TMPDIR"] == "/somewhere/tmp")
        #expect(
            variables.forRuntime["LD_LIBRARY_PATH"]?.hasSuffix(
                ":/somewhere/task:/somewhere/task/lib:/somewhere/opt/lib") == true)
    }
}
