import Model
import Releasing
import Testing

@Suite struct PlanReaderTests {
    private func function(_ name: String, in plan: String = "changes.json") throws -> FunctionPlan {
        let summary = try PlanFixture.summary(plan)
        return try #require(summary.functions.first { $0.name == name })
    }

    @Test func codeAndSettings() throws {
        let orders = try function("orders")
        #expect(orders.action == .update)
        #expect(orders.code?.before == String(repeating: "aa", count: 32))
        #expect(orders.code?.after == String(repeating: "bb", count: 32))
        #expect(
            orders.settings.map(\.words) == [
                "memory 256 MB -> 512 MB", "timeout 10 s -> 30 s",
                "layer LambdaInsightsExtension-Arm64 version 23 -> version 31",
            ])
        #expect(orders.environment == EnvironmentChange(added: ["NEW"], changed: ["PASSWORD"], removed: ["OLD"]))
        #expect(
            orders.triggers.map(\.words) == [
                "trigger SQS queue arn:aws:sqs:eu-west-1:123456789012:orders-prod: batch size 10 -> 20"
            ])
    }

    @Test func permissionsInWords() throws {
        let table = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders-prod"
        #expect(
            try function("orders").permissions.map(\.words) == [
                "gains dynamodb:PutItem, dynamodb:UpdateItem on \(table)",
                "loses dynamodb:Scan on \(table)",
                "loses xray:PutTraceSegments on *",
            ])
    }

    /// No value of a variable is in what people or programs get.
    @Test func valuesOfVariablesStaySecret() throws {
        let summary = try PlanFixture.summary("changes.json")
        #expect(!"\(summary)".contains("hush"))
        #expect(!summary.lines().joined().contains("hush"))
    }

    @Test func aPublicURLIsSaidLoudly() throws {
        let prices = try function("prices")
        #expect(prices.action == .none)
        #expect(prices.exposures.map(\.words) == ["PUBLIC: everyone can call its URL, without authorization"])
        #expect(try PlanFixture.summary("changes.json").publicExposures.count == 1)
        // The permission belongs to the URL.
        #expect(prices.resources.map(\.address).contains("aws_lambda_permission.prices_url_0a1b2c3d"))
    }

    @Test func whatIsDestroyed() throws {
        let summary = try PlanFixture.summary("changes.json")
        #expect(
            summary.destroys == [
                PlannedDestroy(
                    address: "aws_iam_role_policy.orders_tracing[0]", function: "orders", needsApproval: false),
                PlannedDestroy(
                    address: "aws_cloudwatch_log_group.audit", function: "audit", isReplaced: true, because: ["name"],
                    losses: [.logs]),
                PlannedDestroy(
                    address: "aws_lambda_function.audit", function: "audit", isReplaced: true,
                    because: ["function_name"], losses: [.versions]),
                PlannedDestroy(address: "aws_dynamodb_table.old", losses: [.data]),
            ])
        #expect(
            summary.destroys[2].words
                == "DESTROYS AND RECREATES aws_lambda_function.audit with all its versions, so that nothing can be "
                + "rolled back (new function_name)")
    }

    @Test func theUsersOwnTerraform() throws {
        let summary = try PlanFixture.summary("changes.json")
        #expect(
            summary.others == [
                PlanSummary.Change(address: "aws_sqs_queue.orders", action: .update),
                PlanSummary.Change(address: "aws_dynamodb_table.old", action: .delete),
            ])
        #expect(summary.moves == [PlanSummary.Move(from: "aws_sns_topic.former", to: "aws_sns_topic.renamed")])
        #expect(summary.outputs.isEmpty)
    }

    @Test func aNewFunction() throws {
        let orders = try function("orders", in: "creation.json")
        #expect(orders.action == .create)
        #expect(orders.code?.words == "code bbbbbbbbbbbb")
        #expect(orders.settings.isEmpty)
        #expect(orders.exposures.map(\.becomesPublic) == [false, true])
        #expect(
            orders.permissions.map(\.words) == [
                "gains logs:CreateLogStream, logs:PutLogEvents on "
                    + "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/orders-prod:*",
                "gains what the policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess allows",
                "its role may change: the policy permissions is known only after apply",
                "its scheduler role gains lambda:InvokeFunction on "
                    + "arn:aws:lambda:eu-west-1:123456789012:function:orders-prod",
            ])
        #expect(orders.triggers.map(\.words) == ["new trigger: schedule rate(1 day)"])
        #expect(try PlanFixture.summary("creation.json").outputs == ["function_arns"])
    }

    @Test func nothingToChange() throws {
        let summary = try PlanFixture.summary("unchanged.json")
        #expect(summary.isEmpty)
        #expect(summary.lines() == ["nothing to change"])
    }

    @Test(
        arguments: [
            (PlanFixture.plan("", version: "2.0"), "version '2.0'"),
            (PlanFixture.plan("{}"), "lacks its address"),
            (PlanFixture.plan(PlanFixture.change("a", "b", "\"explode\"")), "the unknown action 'explode'"),
            (Array("{".utf8), "line 1, column 2"),
            (Array("{}".utf8), "version ''"),
        ]
    )
    func unreadable(plan: [UInt8], reason: String) throws {
        let error = #expect(throws: PlanReadError.self) { try PlanReader(functions: ["orders"]).read(plan) }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "deploy.unreadable-plan")
        #expect(diagnostic.explanation?.contains(reason) == true, "\(diagnostic)")
    }

    @Test func tooLarge() {
        let plan = [UInt8](repeating: 0x20, count: PlanReader.largest + 1)
        #expect(throws: PlanReadError.tooLarge(bytes: plan.count)) { try PlanReader(functions: ["a"]).read(plan) }
    }

    /// The functions may be in a module; the same names elsewhere are the user's own.
    @Test func functionsOfAModule() throws {
        let change = PlanFixture.change(
            "aws_lambda_function", "orders", "\"update\"", before: "{\"timeout\": 1}", after: "{\"timeout\": 2}",
            more: "\"module_address\": \"module.functions\",")
        let plan = PlanFixture.plan(change)
        #expect(try PlanReader(functions: ["orders"], module: "module.functions").read(plan).functions.count == 1)
        let other = try PlanReader(functions: ["orders"]).read(plan)
        #expect(other.functions.isEmpty)
        #expect(other.others.count == 1)
    }
}
