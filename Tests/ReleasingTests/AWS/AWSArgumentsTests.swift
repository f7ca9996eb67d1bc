import Model
import SystemPackage
import Testing

@testable import Releasing

@Suite struct AWSArgumentsTests {
    @Test func valuesWithDashesStayValues() {
        var arguments = AWSArguments()
        arguments.add("filter-pattern", "-DEBUG")
        arguments.add("name", "live")
        arguments.add("key", optional: nil)
        #expect(arguments.words == ["--filter-pattern=-DEBUG", "--name", "live"])
    }

    @Test func pathsWithDollarsAreNotExpanded() {
        var arguments = AWSArguments()
        arguments.add("zip-file", contentOf: "/builds/$USER/function.zip")
        #expect(arguments.words == ["--zip-file", "fileb://function.zip"])
        #expect(arguments.workingDirectory == "/builds/$USER")
        let put = PutObjectRequest(bucket: "b", key: "k", file: "/builds/$USER/function.zip", sha256: "h").arguments
        #expect(put.words.contains("function.zip"))
        #expect(put.workingDirectory == "/builds/$USER")
        var plain = AWSArguments()
        plain.add("payload", contentOf: "/tmp/it's odd/event")
        #expect(plain.words == ["--payload", "fileb:///tmp/it's odd/event"])
        #expect(plain.workingDirectory == nil)
        #expect(plain.references == [])
    }

    @Test func functionsOfS3() async throws {
        let sample = try await AWSSample()
        #expect(
            sample.words(of: HeadObjectRequest(bucket: "b", key: "k"))
                == ["s3api", "head-object", "--bucket", "b", "--key", "k", "--checksum-mode", "ENABLED"] + commonWords)
        let put = PutObjectRequest(bucket: "b", key: "k", file: "/a/function.zip", sha256: "aGFzaA==")
        let putWords = [
            "s3api", "put-object", "--bucket", "b", "--key", "k", "--body", "/a/function.zip", "--checksum-algorithm",
            "SHA256", "--checksum-sha256", "aGFzaA==",
        ]
        #expect(sample.words(of: put) == putWords + ["--if-none-match", "*"] + commonWords)
        let record = PutObjectRequest(
            bucket: "b", key: "k", file: "/a/function.zip", sha256: "aGFzaA==", contentType: "application/json",
            metadata: ["b": "2", "a": "1"], replacedETag: #""e""#)
        #expect(
            sample.words(of: record)
                == putWords
                + ["--if-match", #""e""#, "--content-type", "application/json", "--metadata", #"{"a":"1","b":"2"}"#]
                + commonWords)
        #expect(
            sample.words(of: GetObjectRequest(bucket: "b", key: "k", file: "/out"))
                == ["s3api", "get-object", "--bucket", "b", "--key", "k", "--checksum-mode", "ENABLED", "/out"]
                + commonWords)
        #expect(
            sample.words(of: ListObjectsRequest(bucket: "b", prefix: "orders/"))
                == ["s3api", "list-objects-v2", "--bucket", "b", "--prefix", "orders/", "--max-items", "5000"]
                + commonWords)
    }

    @Test func functionsOfLambda() async throws {
        let sample = try await AWSSample()
        let query = ["--query", DeployedVersion.query]
        #expect(DeployedVersion.query.hasPrefix("{FunctionName:FunctionName,FunctionArn:FunctionArn,"))
        #expect(!DeployedVersion.query.contains("Environment"))
        let named = ["--function-name", "orders"]
        #expect(
            sample.words(of: GetFunctionConfigurationRequest(function: "orders", qualifier: "live"))
                == ["lambda", "get-function-configuration"] + named + ["--qualifier", "live"] + query + commonWords)
        let function = sample.words(of: GetFunctionRequest(function: "orders"))
        #expect(function.starts(with: ["lambda", "get-function"] + named + ["--query"]))
        #expect(!function.joined().contains("Location"))
        let stored = UpdateFunctionCodeRequest(
            function: "orders", source: .object(bucket: "b", key: "k", versionID: nil), architecture: .arm64,
            revisionID: "r")
        #expect(
            sample.words(of: stored)
                == ["lambda", "update-function-code"] + named
                + ["--s3-bucket", "b", "--s3-key", "k", "--architectures", "arm64", "--revision-id", "r"]
                + query + commonWords)
        let pushed = UpdateFunctionCodeRequest(function: "orders", source: .file("/a/f.zip"), isRehearsal: true)
        #expect(
            sample.words(of: pushed)
                == ["lambda", "update-function-code"] + named + ["--zip-file", "fileb:///a/f.zip", "--dry-run"]
                + query + commonWords)
        let published = PublishVersionRequest(function: "orders", codeSHA256: "aGFzaA==", description: "d")
        #expect(
            sample.words(of: published)
                == ["lambda", "publish-version"] + named + ["--code-sha256", "aGFzaA==", "--description", "d"]
                + query + commonWords)
        #expect(
            sample.words(of: ListVersionsRequest(function: "orders"))
                == ["lambda", "list-versions-by-function"] + named
                + ["--max-items", "1000", "--query", "Versions[]." + DeployedVersion.query] + commonWords)
    }

    @Test func aliases() async throws {
        let sample = try await AWSSample()
        let named = ["--function-name", "orders", "--name", "live"]
        #expect(
            sample.words(of: GetAliasRequest(function: "orders", alias: "live"))
                == ["lambda", "get-alias"] + named + commonWords)
        var update = UpdateAliasRequest(function: "orders", alias: "live", version: "7", revisionID: "r")
        #expect(
            sample.words(of: update)
                == ["lambda", "update-alias"] + named + ["--function-version", "7", "--revision-id", "r"] + commonWords)
        update.weights = ["8": 0.1]
        #expect(sample.words(of: update).contains(#"{"AdditionalVersionWeights":{"8":0.1}}"#))
        update.weights = [:]
        #expect(sample.words(of: update).contains(#"{"AdditionalVersionWeights":{}}"#))
        #expect(
            sample.words(of: ListAliasesRequest(function: "orders"))
                == ["lambda", "list-aliases", "--function-name", "orders", "--max-items", "1000"] + commonWords)
    }

    @Test func invocations() async throws {
        let sample = try await AWSSample()
        let request = InvokeRequest(
            function: "orders", qualifier: "7", event: "/in", response: "/out", timeout: 900)
        #expect(
            sample.words(of: request)
                == [
                    "lambda", "invoke", "--function-name", "orders", "--qualifier", "7", "--invocation-type",
                    "RequestResponse", "--log-type", "Tail", "--payload", "fileb:///in", "--cli-read-timeout", "960",
                    "/out",
                ] + commonWords)
    }

    @Test func logsAndAlarms() async throws {
        let sample = try await AWSSample()
        let logs = FilterLogEventsRequest(
            group: "/aws/lambda/orders", start: 5, end: 9, pattern: "ERROR", token: "t", limit: 10)
        #expect(
            sample.words(of: logs)
                == [
                    "logs", "filter-log-events", "--log-group-name", "/aws/lambda/orders", "--start-time", "5",
                    "--end-time", "9", "--filter-pattern", "ERROR", "--limit", "10", "--next-token", "t",
                    "--no-paginate",
                ] + commonWords)
        #expect(
            sample.words(of: DescribeAlarmsRequest(names: ["-a", "b"]))
                == [
                    "cloudwatch", "describe-alarms", "--alarm-names", #"["-a","b"]"#, "--alarm-types",
                    #"["MetricAlarm","CompositeAlarm"]"#,
                ] + commonWords)
        let errors = FunctionMetricRequest(
            metric: .errors, function: "orders", qualifier: "live", executedVersion: "7", start: 600, end: 900)
        #expect(
            sample.words(of: errors)
                == [
                    "cloudwatch", "get-metric-statistics", "--namespace", "AWS/Lambda", "--metric-name", "Errors",
                    "--dimensions",
                    #"[{"Name":"FunctionName","Value":"orders"},{"Name":"Resource","Value":"orders:live"},"#
                        + #"{"Name":"ExecutedVersion","Value":"7"}]"#,
                    "--start-time", "600", "--end-time", "900", "--period", "60", "--statistics", "Sum",
                ] + commonWords)
        // A week has more minutes than an answer has places.
        let week = FunctionMetricRequest(metric: .errors, function: "orders", start: 0, end: 7 * 86_400)
        #expect(week.arguments.words.contains("420"))
    }
}
