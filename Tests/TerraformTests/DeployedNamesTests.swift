import Model
import Testing

@testable import Terraform

/// Names on AWS, which the configuration writes as expressions and policies as texts.
@Suite struct DeployedNamesTests {
    private static let functions: [LambdaFunction] =
        SurroundingSamples.all + [
            .named("a-function-with-a-name-as-long-as-lambda-takes-with-a-stage") { function in
                function.surroundings.api = APISettings(authorization: .iam, logsAccess: true)
                function.surroundings.triggers = [
                    Trigger(.schedule(Trigger.Schedule(expression: "rate(5 minutes)"))),
                    Trigger(.rule(Trigger.Rule(pattern: "{}")), name: "named"),
                ]
            }
        ]

    @Test(arguments: [nil, "dev"])
    func theyAreThoseOfTheConfiguration(stage: String?) throws {
        let region: Region = try #require(Region("eu-west-1"))
        let place = Placement(stage: stage, region: region)
        let functions = Self.functions.map { function in
            var function = function
            if let stage {
                function.namePattern = .staged
                function.nameInPlace = "\(function.name)-\(stage)"
            }
            return function
        }
        let sample = Sample(
            functions: functions,
            places: [PlacedFunctions(place, account: "123456789012", functions: functions)])
        let text = try sample.configuration().files.map(\.content).joined()
            .replacing("${var.stage}", with: stage ?? "").replacing("${var.region}", with: "eu-west-1")
        for function in functions {
            let names = DeployedNames(of: function, in: place)
            #expect(names.function == function.deployedName)
            #expect(text.contains("= \"\(names.function)\"\n"))
            for role in [names.role, names.schedulerRole, names.subscriptionRole].compactMap({ $0 }) {
                let parts = role.split(separator: "/")
                #expect(text.contains("= \"\(parts.last ?? "")\"\n"), "\(role)")
                #expect(parts.count == 1 || text.contains("= \"/\(parts[0])/\"\n"), "\(role)")
            }
            for name in names.logGroups + names.rules.map(\.name) + names.schedules {
                #expect(text.contains("= \"\(name)\"\n"), "\(name)")
            }
        }
        let all = functions.map { DeployedNames(of: $0, in: place) }
        #expect(all.contains { $0.subscriptionRole != nil })
        #expect(all.filter { !$0.schedules.isEmpty && $0.schedulerRole != nil }.count == 2)
        #expect(all.contains { !$0.rules.isEmpty })
        #expect(all.first { $0.function.hasPrefix("shared") }?.logGroups == [])
        #expect(all.last?.logGroups.count == 2)
    }

    @Test func typesAreThoseOfTheConfiguration() throws {
        let types = try Sample(functions: [LambdaFunction.named("orders")]).configuration().resourceTypes
        #expect(
            types == ["aws_cloudwatch_log_group", "aws_iam_role", "aws_iam_role_policy", "aws_lambda_function"])
    }
}
