import Model
import Releasing
import Testing

@Suite struct DestroyApprovalTests {
    @Test(
        arguments: [
            ("aws_lambda_function.orders", "aws_lambda_function.orders", true),
            ("aws_lambda_function.orders", "aws_lambda_function.orders2", false),
            ("aws_lambda_function.orders", "aws_lambda_function.orders[0]", false),
            ("aws_lambda_function.orders[0]", "aws_lambda_function.orders[0]", true),
            ("aws_lambda_function.orders[\"a\"]", "aws_lambda_function.orders[\"a\"]", true),
            ("module.shop", "module.shop.aws_sqs_queue.orders", true),
            ("module.shop", "module.shop.module.more.aws_sqs_queue.orders[1]", true),
            ("module.shop[0]", "module.shop[0].aws_sqs_queue.orders", true),
            ("module.shop[0]", "module.shop[1].aws_sqs_queue.orders", false),
            ("module.shop.module.more", "module.shop.aws_sqs_queue.orders", false),
            ("module.sho", "module.shop.aws_sqs_queue.orders", false),
            ("module", "module.shop.aws_sqs_queue.orders", false),
            ("module.shop.aws_sqs_queue", "module.shop.aws_sqs_queue.orders", false),
        ]
    )
    func addresses(allowed: String, address: String, isAllowed: Bool) {
        #expect(DestroyApproval(allowed: [allowed]).allows(address) == isAllowed)
    }

    @Test func whatIsNotAllowed() throws {
        let summary = try PlanFixture.summary("changes.json")
        let approval = DestroyApproval(allowed: ["aws_lambda_function.audit", "aws_dynamodb_table.olf"])
        let error = #expect(throws: DestroyNotAllowed.self) { try approval.check(summary) }
        #expect(
            error?.destroys.map(\.address) == ["aws_cloudwatch_log_group.audit", "aws_dynamodb_table.old"])
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(
            diagnostic.hints.first
                == "if that is what you want, add: --allow-destroy aws_cloudwatch_log_group.audit "
                + "--allow-destroy aws_dynamodb_table.old")
        let warnings = approval.warnings(summary)
        #expect(warnings.map(\.identifier) == ["deploy.unused-approval"])
        #expect(warnings.first?.hints == ["did you mean --allow-destroy aws_dynamodb_table.old?"])
    }

    /// An index needs quotes in a shell.
    @Test func flags() {
        let error = DestroyNotAllowed(destroys: [PlannedDestroy(address: "aws_sqs_queue.a[\"b\"]")])
        #expect(error.diagnostics.first?.hints.first?.hasSuffix("--allow-destroy 'aws_sqs_queue.a[\"b\"]'") == true)
    }

    @Test func allAllowed() throws {
        let summary = try PlanFixture.summary("changes.json")
        let approval = DestroyApproval(allowed: summary.destroys.filter(\.needsApproval).map(\.address))
        try approval.check(summary)
        #expect(approval.warnings(summary).isEmpty)
    }
}
