import Model
import Testing

@testable import Releasing

/// The JSON of a deployment, and its place.
@Suite struct DeploymentRecordTests {
    @Test func aRecordIsReadAsItWasWritten() throws {
        var record = try RecordSamples.record(after: RecordSamples.events(through: .smoke))
        record.functions[0].aliasAfter = RecordSamples.alias("7", ["8": 0.1])
        record.functions[0].versionAfter = "8"
        record.resumes = "89abcdef"
        let json = try record.json()
        #expect(try DeploymentRecord(json: json, name: "x") == record)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.hasSuffix("}\n"))
        for part in [
            #""formatVersion" : 1"#, #""began" : "2026-01-01T00:00:00Z""#, #""dirty" : false"#, #""8" : 0.1"#,
            #""step" : "package""#, #""kind" : "deploy""#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    /// Another form is refused before its content is looked at.
    @Test func otherFormsAreRefused() throws {
        func diagnostics(_ json: String) throws -> Diagnostic {
            let error = try #require(throws: DeploymentRecordError.self) {
                try DeploymentRecord(json: Array(json.utf8), name: "functions/x.json")
            }
            #expect(error.exitStatus == .badInput)
            return try #require(error.diagnostics.first)
        }
        let newer = try diagnostics(#"{"formatVersion": 2, "whatever": []}"#)
        #expect(newer.identifier == "release.record-version")
        #expect(newer.hints.first?.contains("install the release") == true)
        #expect(try diagnostics(#"{"formatVersion": 0}"#).identifier == "release.record-version")
        for json in [
            "", "[]", "{", "{}", #"{"formatVersion": "1"}"#, #"{"formatVersion": 1}"#,
            #"{"formatVersion": 1, "id": 7}"#,
        ] {
            let found = try diagnostics(json)
            #expect(found.identifier == "release.record-malformed", "\(json)")
            #expect(found.explanation?.hasSuffix(".") == true)
        }
        let text = String(decoding: try RecordSamples.record().json(), as: UTF8.self)
        let badTime = try diagnostics(text.replacing("2026-01-01T00:00:00Z", with: "yesterday"))
        #expect(badTime.explanation?.contains("'yesterday' is not a time") == true)
    }

    /// S3 lists keys in ascending order, so that the newest record must have the smallest.
    @Test func keysSortTheNewestFirst() throws {
        let times = [0, 1, 59, 3_600, 86_400 * 400]
        let keys = times.map { RecordSamples.record(began: $0).key(in: RecordSamples.store) }
        #expect(keys.sorted() == keys.reversed())
        #expect(
            keys.first
                == "functions/deployments/prod/eu-west-1/8232774399-20260101T000000Z-0123abcd.json")
        for (time, key) in zip(times, keys) {
            let read = try #require(DeploymentRecordKey(key))
            #expect(read == DeploymentRecordKey(began: RecordSamples.time(time), id: "0123abcd"))
        }
        #expect(
            DeploymentRecordKey.directory(in: RecordSamples.store, stage: nil, region: "eu-west-1")
                == "functions/deployments/_/eu-west-1/")
    }

    @Test(arguments: [
        "", "a.json", "8232774399-20260101T000000Z-0123abcd.txt", "8232774399-20260101T000000Z-0123ABCD.json",
        "8232774399-20260101T000001Z-0123abcd.json", "functions/orders/0123.zip", "x-y-0123abcd.json",
    ])
    func otherKeysAreNoRecords(key: String) {
        #expect(DeploymentRecordKey(key) == nil)
    }

    @Test func idsHaveEightDigits() {
        var generator = SystemRandomNumberGenerator()
        let ids = (1...50).map { _ in DeploymentRecord.newID(using: &generator) }
        #expect(ids.allSatisfy { $0.count == 8 && $0.allSatisfy(\.isHexDigit) })
        #expect(Set(ids).count > 1)
    }

    @Test func aRecordIsAliveWhileItIsRenewed() throws {
        var record = RecordSamples.record()
        #expect(record.isAlive(at: RecordSamples.time(299)))
        #expect(!record.isAlive(at: RecordSamples.time(300)))
        try record.take(.began(.package), at: RecordSamples.time(100))
        #expect(record.isAlive(at: RecordSamples.time(399)))
        try record.take(.ended(.interrupted), at: RecordSamples.time(101))
        #expect(!record.isAlive(at: RecordSamples.time(101)))
    }

    @Test func sharesInWords() {
        #expect(RecordSamples.alias("7").words == "version 7 serves all")
        #expect(RecordSamples.alias("7", ["8": 0.1]).words == "version 7 serves 90 %, version 8 10 %")
        #expect(RecordSamples.alias("7", ["8": 0.025]).words == "version 7 serves 97.5 %, version 8 2.5 %")
        #expect(RecordSamples.alias("7", ["8": 0.0005]).words == "version 7 serves 99.95 %, version 8 0.05 %")
        #expect(RecordSamples.alias("7", ["8": 1e300]).words == "version 7 serves 0 %, version 8 100 %")
        #expect(RecordSamples.deployer.name == "GitHubActions")
    }
}
