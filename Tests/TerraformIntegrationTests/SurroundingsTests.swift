import HCL
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// What surrounds functions, deployed by the real terraform.
///
/// moto has no provisioned concurrency; a plan shows it.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: []))
struct SurroundingsTests {
    static func function(_ name: String, _ change: (inout LambdaFunction) -> Void) -> LambdaFunction {
        var function = LambdaFunction(name: name, product: name, architecture: .arm64)
        function.insights = .disabled
        change(&function)
        return function
    }

    static func arn(_ service: String, _ resource: String) throws -> ResourceARN {
        try #require(ResourceARN("arn:aws:\(service):eu-west-1:\(Moto.account):\(resource)"))
    }

    /// A deployment in eu-west-1 that is initialized.
    static func deployment(_ functions: [LambdaFunction]) async throws -> Deployment {
        let deployment = try await Deployment(functions, regions: ["eu-west-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        return deployment
    }

    /// Versions, an alias that Terraform leaves alone, reserved concurrency, and what happens to failed events.
    @Test func publishing() async throws {
        let queue = try Self.arn("sqs", "failed")
        let topic = try Self.arn("sns", "done")
        let deployment = try await Self.deployment([
            Self.function("published") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(reserved: 5)
                function.surroundings.asynchronous = AsynchronousSettings(
                    maxAge: 60, attempts: 1, onSuccess: topic, onFailure: queue)
            },
            Self.function("queued") { function in
                function.surroundings.deadLetter = queue
                function.surroundings.asynchronous = AsynchronousSettings(attempts: 3)
            },
        ])
        try await deployment.apply()
        let deployed = try await deployment.readBack(region: "eu-west-1")
        #expect(Set(try #require(deployed["published"]).policies.keys) == ["logs", "service"])
        #expect(deployed["queued"]?.policies["service"]?.contains("sqs:SendMessage") == true)
    }

    /// Keys for the environment and the logs.
    @Test func encryption() async throws {
        let key = try Self.arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")
        let deployment = try await Self.deployment([
            Self.function("encrypted") { function in
                function.environment = ["TABLE": "orders"]
                function.surroundings.encryption = EncryptionSettings(environment: key, logs: key)
            }
        ])
        try await deployment.apply()
    }

    /// Environments that are kept ready belong to the alias.
    @Test func provisionedConcurrency() async throws {
        let deployment = try await Self.deployment([
            Self.function("ready") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(provisioned: 2)
            }
        ])
        let planned = try await deployment.planned()
        let provisioned = try #require(planned["aws_lambda_provisioned_concurrency_config.ready"])
        #expect(provisioned["provisioned_concurrent_executions"]?.number == 2)
        #expect(provisioned["qualifier"]?.text == "live")
    }
}
