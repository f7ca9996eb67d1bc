import Model
import Testing

@testable import Releasing

@Suite struct PromotionTests {
    private func promotion(
        _ sample: FlowSample, functions: [LambdaFunction] = [FlowSample.function()]
    ) throws -> Promotion {
        Promotion(from: try FlowSample.target(functions), store: RecordSamples.store, aws: sample.aws)
    }

    private func deploy(_ sample: FlowSample, description: String) throws {
        try sample.deployOld()
        sample.world.with {
            $0.functions["orders-prod"]?.versions.append(("8", FlowSample.new.hash))
            $0.functions["orders-prod"]?.description = description
        }
    }

    /// The code that callers get, and not the newest.
    @Test func theArchiveIsThatOfTheAlias() async throws {
        let sample = try await FlowSample()
        let text = VersionDescription(digest: FlowSample.old.digest, commit: RecordSamples.commit).text(
            of: "Takes orders")
        try deploy(sample, description: text)
        let archives = try await promotion(sample).archives(of: ["orders"], isProtected: true)
        let region = try #require(Region("eu-west-1"))
        #expect(
            archives == [
                ReleasedArchive(
                    function: "orders", digest: FlowSample.old.digest, codeHash: FlowSample.old.hash,
                    origin: .object(bucket: "shop", region: region), source: FlowSample.source)
            ])
        let plain = try promotion(sample, functions: [FlowSample.function(alias: nil)])
        let newest = try #require(try await plain.archives(of: ["orders"], isProtected: false).first)
        #expect(newest.digest == FlowSample.new.digest)
        // The text is about other code.
        #expect(newest.source == nil)
    }

    @Test func uncommittedSourcesStayOutOfProtectedStages() async throws {
        let sample = try await FlowSample()
        let text = VersionDescription(digest: FlowSample.old.digest, commit: RecordSamples.commit, isDirty: true).text()
        try deploy(sample, description: text)
        let promotion = try promotion(sample)
        #expect(try await promotion.archives(of: ["orders"], isProtected: false).first?.source?.isDirty == true)
        let error = await #expect(throws: PromotionError.self) {
            try await promotion.archives(of: ["orders"], isProtected: true)
        }
        #expect(error?.diagnostics.first?.identifier == "promote.uncommitted-sources")
    }

    @Test func functionsThatAreNotDeployedAreNamed() async throws {
        let sample = try await FlowSample()
        try deploy(sample, description: "")
        let functions = [FlowSample.function(), FlowSample.function("payments"), FlowSample.function("reports")]
        let error = await #expect(throws: PromotionError.self) {
            try await promotion(sample, functions: functions).archives(of: functions.map(\.name), isProtected: false)
        }
        #expect(error?.diagnostics.first?.summary == "payments, reports: not deployed to prod in eu-west-1")
        #expect(error?.diagnostics.first?.hints == ["swiftlambda deploy payments reports --stage prod"])
    }

    @Test func otherSettingsAreRefused() async throws {
        let sample = try await FlowSample()
        var source = FlowSample.function()
        source.environment = ["TABLE": "a", "OLD": "1"]
        var target = FlowSample.function()
        target.environment = ["TABLE": "b", "NEW": "1"]
        target.architecture = .x86_64
        target.runtime = .providedAL2
        let promotion = try promotion(sample, functions: [source])
        let place = try FlowSample.target([target])
        let error = #expect(throws: PromotionError.self) { try promotion.checkSettings(of: ["orders"], for: place) }
        let lines = error?.diagnostics.first?.explanation?.split(separator: "\n").map(String.init) ?? []
        #expect(
            lines.dropLast() == [
                "orders is for arm64 in prod in eu-west-1 and for x86_64 in prod in eu-west-1",
                "orders runs on provided.al2023 in prod in eu-west-1 and on provided.al2 in prod in eu-west-1",
                "orders has the variable OLD in prod in eu-west-1 only",
                "orders has the variable NEW in prod in eu-west-1 only",
            ])
        // Other functions do not matter, and values may differ.
        try promotion.checkSettings(of: ["payments"], for: place)
        var same = FlowSample.function()
        same.environment = ["TABLE": "c", "OLD": "2"]
        try promotion.checkSettings(of: ["orders"], for: FlowSample.target([same]))
    }
}
