import LocalLambda
import Testing

@Suite
struct ExampleEventTests {
    @Test(arguments: ExampleEvent.allCases)
    func isJSON(event: ExampleEvent) {
        #expect(JSONValue.isValid(event.bytes))
    }

    @Test(arguments: [
        (ExampleEvent.sqs, "eventSource", "aws:sqs"), (.s3, "eventSource", "aws:s3"), (.sns, "EventSource", "aws:sns"),
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
