import JSON
import LambdaProtocol
import Testing

@Suite
struct ExampleEventTests {
    @Test(arguments: ExampleEvent.allCases)
    func isJSON(event: ExampleEvent) {
        #expect(JSONValue.isValid(event.bytes))
    }

    @Test(arguments: [
        (ExampleEvent.sqs, "eventSource", "aws:sqs"), (.s3, "eventSource", "aws:s3"), (.sns, "EventSource", "aws:sns"),
        (.dynamodb, "eventSource", "aws:dynamodb"), (.kinesis, "eventSource", "aws:kinesis"),
    ])
    func recordsNameTheirService(event: ExampleEvent, key: String, source: String) throws {
        let records = try #require(JSONValue(parsing: event.bytes)["Records"]?.array)
        #expect(!records.isEmpty)
        #expect(records.allSatisfy { $0[key]?.string == source })
    }

    @Test func theOthersHaveTheirForm() throws {
        #expect(try JSONValue(parsing: ExampleEvent.apigateway.bytes)["version"] == "2.0")
        #expect(try JSONValue(parsing: ExampleEvent.eventbridge.bytes)["source"] == "aws.ec2")
        #expect(try JSONValue(parsing: ExampleEvent.scheduled.bytes)["detail-type"] == "Scheduled Event")
    }

    /// The members that AWS's own package of events for Swift cannot decode an event without, or knows no other way to
    /// tell it by (awslabs/swift-aws-lambda-events, read in November 2026).
    private static let members: [(ExampleEvent, [String])] = [
        (
            .apigatewayV1,
            [
                "resource", "path", "httpMethod", "headers", "multiValueHeaders", "isBase64Encoded",
                "requestContext.resourceId", "requestContext.apiId", "requestContext.domainName",
                "requestContext.resourcePath", "requestContext.httpMethod", "requestContext.requestId",
                "requestContext.accountId", "requestContext.stage", "requestContext.identity.sourceIp",
                "requestContext.path", "requestContext.authorizer.claims.sub",
            ]
        ),
        (
            .alb,
            [
                "requestContext.elb.targetGroupArn", "httpMethod", "path", "queryStringParameters", "headers", "body",
                "isBase64Encoded",
            ]
        ),
        (
            .authorizer,
            [
                "version", "type", "routeArn", "identitySource", "routeKey", "rawPath", "rawQueryString", "headers",
                "requestContext.accountId", "requestContext.apiId", "requestContext.domainName",
                "requestContext.domainPrefix", "requestContext.http.method", "requestContext.http.path",
                "requestContext.http.protocol", "requestContext.http.sourceIp", "requestContext.http.userAgent",
                "requestContext.requestId", "requestContext.routeKey", "requestContext.stage", "requestContext.time",
                "requestContext.timeEpoch",
            ]
        ),
        (
            .functionURL,
            [
                "version", "routeKey", "rawPath", "rawQueryString", "cookies", "headers", "queryStringParameters",
                "requestContext.accountId", "requestContext.apiId", "requestContext.domainName",
                "requestContext.domainPrefix", "requestContext.http.method", "requestContext.requestId",
                "requestContext.routeKey", "requestContext.stage", "requestContext.time", "requestContext.timeEpoch",
                "body", "isBase64Encoded",
            ]
        ),
        (
            .dynamodb,
            [
                "Records.eventID", "Records.eventName", "Records.eventVersion", "Records.awsRegion",
                "Records.eventSourceARN", "Records.dynamodb.ApproximateCreationDateTime", "Records.dynamodb.Keys",
                "Records.dynamodb.SequenceNumber", "Records.dynamodb.SizeBytes", "Records.dynamodb.StreamViewType",
            ]
        ),
        (
            .kinesis,
            [
                "Records.eventID", "Records.eventName", "Records.eventVersion", "Records.invokeIdentityArn",
                "Records.awsRegion", "Records.eventSourceARN", "Records.kinesis.kinesisSchemaVersion",
                "Records.kinesis.partitionKey", "Records.kinesis.sequenceNumber", "Records.kinesis.data",
                "Records.kinesis.approximateArrivalTimestamp",
            ]
        ),
        (
            .cognito,
            [
                "version", "triggerSource", "region", "userPoolId", "userName", "callerContext.awsSdkVersion",
                "callerContext.clientId", "request.userAttributes", "response",
            ]
        ),
    ]

    @Test(arguments: members)
    func eachHasTheMembersOfItsService(event: ExampleEvent, paths: [String]) throws {
        let document = try JSONValue(parsing: event.bytes)
        for path in paths {
            var values = [document]
            for name in path.split(separator: ".") {
                values = values.flatMap { $0[String(name)].map { $0.array ?? [$0] } ?? [] }
            }
            #expect(!values.isEmpty, "\(path)")
        }
    }

    @Test func theBatchOfATableHasEachKindOfChange() throws {
        let records = try #require(JSONValue(parsing: ExampleEvent.dynamodb.bytes)["Records"]?.array)
        #expect(records.map { $0["eventName"] } == ["INSERT", "MODIFY", "REMOVE"])
        #expect(records.map { $0["dynamodb"]?["NewImage"] != nil } == [true, true, false])
        #expect(records.map { $0["dynamodb"]?["OldImage"] != nil } == [false, true, true])
    }
}

@Suite
struct IdentifiersTests {
    @Test func aRequestIDIsAUUIDOfVersion4() {
        var random = SplitMix(state: 1)
        for _ in 0..<100 {
            let identifier = Identifiers.requestID(using: &random)
            #expect(identifier.contains(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
        }
        var again = SplitMix(state: 1), same = SplitMix(state: 1)
        #expect(Identifiers.requestID(using: &again) == Identifiers.requestID(using: &same))
    }

    @Test func aTraceIDBeginsWithTheTime() {
        var random = SplitMix(state: 1)
        let identifier = Identifiers.traceID(epochSeconds: 0x5E5F_FFDE, using: &random)
        #expect(identifier.contains(/^Root=1-5e5fffde-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/))
    }
}
