import HCL
import Insights
import Model
import Releasing
import SystemPackage
import Terraform
import TestSupport
import Testing

private let layers: [String] = {
    guard let region = Region("eu-west-1") else { return [] }
    return [try? LayerCatalogue.bundled().layer(in: region, for: .arm64).arn].compactMap { $0 }
}()

/// The policies of a role that deploys, against what the real provider calls.
///
/// moto knows no permissions of resources, so that only the actions are compared. What it cannot play is not called here:
/// provisioned concurrency, code signing, URLs for everyone, and other tags of an HTTP API.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct AccessTests {
    /// The actions of calls, as IAM names them.
    private static func action(_ call: [String]) -> String? {
        guard call.count == 3 else { return nil }
        let (service, operation, method) = (call[0], call[1], call[2])
        switch (service, operation) {
        // Everyone may call it.
        case ("sts", "GetCallerIdentity"): return nil
        case ("awslambda", _): return "lambda:\(operation)"
        case ("apigatewayv2", _): return "apigateway:\(method)"
        case ("s3", "GetBucketNotificationConfiguration"): return "s3:GetBucketNotification"
        case ("s3", "PutBucketNotificationConfiguration"): return "s3:PutBucketNotification"
        default: return "\(service):\(operation)"
        }
    }

    private static func functions(_ sources: [String: String]) throws -> [LambdaFunction] {
        func source(_ kind: String) throws -> ResourceReference {
            try #require(sources[kind].flatMap { ResourceARN($0) }.map(ResourceReference.arn))
        }
        let published = SurroundingsTests.function("published") { function in
            function.insights = .newest
            function.tags = ["team": "shop"]
            function.surroundings.alias = "live"
            function.surroundings.concurrency = ConcurrencySettings(reserved: 5)
            function.surroundings.asynchronous = AsynchronousSettings(attempts: 1)
            function.surroundings.url = FunctionURLSettings()
            function.surroundings.api = APISettings(authorization: .iam, logsAccess: true)
        }
        var rule = Trigger.Rule(pattern: #"{"source":["shop"]}"#)
        rule.bus = nil
        let triggers: [Trigger] = [
            Trigger(.queue(Trigger.Queue(resource: try source("queue")))),
            Trigger(.topic(Trigger.Topic(resource: try source("topic")))),
            Trigger(.bucket(Trigger.Bucket(resource: try source("bucket")))),
            Trigger(.dataStream(Trigger.Stream(resource: try source("stream")))),
            Trigger(.schedule(Trigger.Schedule(expression: "rate(5 minutes)"))), Trigger(.rule(rule)),
        ]
        let triggered = SurroundingsTests.function("triggered") { function in
            function.surroundings.triggers = triggers
        }
        let stream = try source("stream")
        let logged = SurroundingsTests.function("logged") { function in
            function.surroundings.role = RoleSettings(path: "/shop/")
            function.surroundings.logGroup = LogGroupSettings(
                subscription: LogGroupSettings.Subscription(destination: stream))
        }
        return [published, triggered, logged]
    }

    /// What is created, read, changed and removed needs no action that the policies do not have.
    @Test func terraformCallsNothingElse() async throws {
        let sources = try await SurroundingsTests.deployment([SurroundingsTests.function("first") { _ in }])
            .prepareSources()
        let functions = try Self.functions(sources)
        let deployment = try await SurroundingsTests.deployment(functions)
        let before = try deployment.moto.calls().count
        try await deployment.apply()
        let changed = functions.map { function in
            var function = function
            function.memory = 256
            if function.surroundings.api == nil { function.tags["stage"] = "dev" }
            function.logs.retention = 7
            return function
        }
        let region: Region = try #require(Region("eu-west-1"))
        let place = Placement(region: region)
        try deployment.rewrite([PlacedFunctions(place, account: Moto.account, functions: changed)])
        try await deployment.apply()
        try await deployment.terraform.run(["destroy", "-auto-approve"], in: deployment.directory)

        let calls = try deployment.moto.calls().dropFirst(before)
        let called = Set(calls.compactMap(Self.action))
        #expect(called.count > 50, "\(called.sorted())")
        let access = try DeploymentAccess(
            places: [PlacedFunctions(place, account: Moto.account, functions: functions)], artifacts: nil,
            deploy: DeploySettings(), allowsPush: false)
        let allowed = Set(
            access.policies.filter { $0.name.hasPrefix("terraform") }
                .flatMap { $0.document.statements.flatMap(\.actions) })
        #expect(called.subtracting(allowed).sorted() == [])
    }
}
