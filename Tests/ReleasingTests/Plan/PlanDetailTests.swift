import Releasing
import Testing

@Suite struct PlanDetailTests {
    private func policy(_ statements: String) -> String {
        let document = "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements)]}"
        return "{\"name\": \"permissions\", \"role\": \"orders\", \"policy\": \(quoted(document))}"
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private func permissions(from before: String?, to after: String?) throws -> [String] {
        let actions = before == nil ? "\"create\"" : after == nil ? "\"delete\"" : "\"update\""
        let change = PlanFixture.change(
            "aws_iam_role_policy", "orders_permissions", actions, before: before.map(policy) ?? "null",
            after: after.map(policy) ?? "null")
        return try PlanFixture.orders(change)?.permissions.map(\.words) ?? []
    }

    /// Other spellings of the same permission change nothing.
    @Test func aPolicyThatSaysTheSame() throws {
        let one = #"{"Effect": "Allow", "Action": ["a:B", "a:C"], "Resource": ["r"]}"#
        let two =
            #"{"Effect": "Allow", "Action": "a:C", "Resource": "r"}, {"Effect": "Allow", "Action": ["a:B"], "Resource": "r"}"#
        #expect(try permissions(from: one, to: two) == [])
    }

    @Test func denialsAndExceptions() throws {
        let before = #"{"Effect": "Deny", "Action": "a:B", "Resource": "*"}"#
        let after = #"{"Effect": "Allow", "NotAction": ["a:C", "a:B"], "NotResource": "r"}"#
        #expect(
            try permissions(from: before, to: after) == [
                "gains every action but a:B, a:C on every resource but r", "is no longer denied a:B on *",
            ])
        #expect(
            try permissions(from: after, to: before) == [
                "is now denied a:B on *", "loses every action but a:B, a:C on every resource but r",
            ])
    }

    @Test func aConditionMakesADifference() throws {
        let before =
            #"{"Effect": "Allow", "Action": "a:B", "Resource": "r", "Condition": {"StringEquals": {"aws:k": ["y", "x"]}}}"#
        let after = #"{"Effect": "Allow", "Action": "a:B", "Resource": "r"}"#
        #expect(
            try permissions(from: before, to: after) == [
                "gains a:B on r", "loses a:B on r, if aws:k StringEquals x or y",
            ])
    }

    @Test func aPolicyThatIsNotJSON() throws {
        let change = PlanFixture.change(
            "aws_iam_role_policy", "orders_permissions", "\"update\"", before: "{\"policy\": \"x\", \"name\": \"p\"}",
            after: "{\"policy\": \"y\", \"name\": \"p\"}")
        #expect(
            try PlanFixture.orders(change)?.permissions.map(\.words) == [
                "its role may change: the policy p cannot be read"
            ])
    }

    @Test func whoMayAssumeTheRole() throws {
        func role(_ principal: String, boundary: String) -> String {
            let document =
                #"{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": \#(principal)}}"#
            return "{\"name\": \"orders\", \"assume_role_policy\": \(quoted(document)), "
                + "\"permissions_boundary\": \(boundary)}"
        }
        let lambda = #"{"Service": "lambda.amazonaws.com"}"#
        let change = PlanFixture.change(
            "aws_iam_role", "orders", "\"update\"", before: role(lambda, boundary: "\"arn:aws:iam::1:policy/b\""),
            after: role("\"*\"", boundary: "null"))
        #expect(
            try PlanFixture.orders(change)?.permissions.map(\.words) == [
                "its role can now be assumed by everyone", "its role is no longer limited by a boundary",
                "its role can no longer be assumed by lambda.amazonaws.com",
            ])
        let creation = PlanFixture.change(
            "aws_iam_role", "orders", "\"create\"", after: role(lambda, boundary: "null"))
        #expect(try PlanFixture.orders(creation)?.permissions == [])
    }

    /// A user's own policy for a function's role is about that function.
    @Test func aPolicyOfTheUsersOwn() throws {
        let role = PlanFixture.change(
            "aws_iam_role", "orders", "\"no-op\"", before: "{\"name\": \"orders-eu\"}",
            after: "{\"name\": \"orders-eu\"}")
        let attachment = PlanFixture.change(
            "aws_iam_role_policy_attachment", "mine", "\"delete\"",
            before: "{\"role\": \"orders-eu\", \"policy_arn\": \"arn:aws:iam::1:policy/p\"}")
        #expect(
            try PlanFixture.orders(role, attachment)?.permissions.map(\.words) == [
                "loses what the policy arn:aws:iam::1:policy/p allows"
            ])
    }

    @Test(
        arguments: [
            ("null", "{\"authorization_type\": \"AWS_IAM\"}", "its URL can be called, with authorization AWS_IAM"),
            (
                "{\"authorization_type\": \"NONE\"}", "{\"authorization_type\": \"AWS_IAM\"}",
                "its URL is no longer public: authorization AWS_IAM"
            ),
            (
                "{\"authorization_type\": \"AWS_IAM\"}", "{\"authorization_type\": \"NONE\"}",
                "PUBLIC: everyone can call its URL, without authorization"
            ),
            ("{\"authorization_type\": \"NONE\"}", "null", "its URL can no longer be called"),
        ]
    )
    func urls(before: String, after: String, words: String) throws {
        let change = PlanFixture.change("aws_lambda_function_url", "orders", "\"update\"", before: before, after: after)
        #expect(try PlanFixture.orders(change)?.exposures.map(\.words) == [words])
    }

    /// A permission for everyone is loud, also without a URL.
    @Test func everyoneMayInvoke() throws {
        let change = PlanFixture.change(
            "aws_lambda_permission", "orders_api_12345678", "\"create\"",
            after: "{\"principal\": \"*\", \"action\": \"lambda:InvokeFunction\"}")
        #expect(
            try PlanFixture.orders(change)?.exposures.map(\.words) == [
                "PUBLIC: everyone can call the function itself, without authorization"
            ])
        for limit in ["source_arn", "source_account", "principal_org_id"] {
            let limited = PlanFixture.change(
                "aws_lambda_permission", "orders_api_12345678", "\"create\"",
                after: "{\"principal\": \"*\", \"\(limit)\": \"x\"}")
            #expect(try PlanFixture.orders(limited)?.exposures == [])
        }
    }

    /// Terraform leaves the logs behind if the settings say so.
    @Test func keptLogs() throws {
        let change = PlanFixture.change(
            "aws_cloudwatch_log_group", "orders", "\"delete\"", before: "{\"name\": \"x\", \"skip_destroy\": true}")
        let destroy = try #require(try PlanFixture.orders(change)?.destroys.first)
        #expect(destroy.losses.isEmpty)
        #expect(!destroy.needsApproval)
        #expect(destroy.words == "leaves aws_cloudwatch_log_group.orders on AWS, and no longer manages it")
    }

    /// What a failed deployment left behind.
    @Test func leftovers() throws {
        let tainted = PlanFixture.change(
            "aws_lambda_function", "orders", "\"delete\", \"create\"", before: "{}", after: "{}",
            more: "\"action_reason\": \"replace_because_tainted\",")
        #expect(try PlanFixture.orders(tainted)?.destroys.first?.isUnfinished == true)
        let deposed = PlanFixture.change(
            "aws_lambda_function", "orders", "\"delete\"", before: "{}", more: "\"deposed\": \"0a1b2c3d\",")
        let plan = try #require(try PlanFixture.orders(deposed))
        #expect(plan.action == .none)
        #expect(plan.destroys.map(\.losses) == [[]])
    }

    @Test func unknownAndSensitiveValues() throws {
        let change = PlanFixture.change(
            "aws_lambda_function", "orders", "\"update\"",
            before: "{\"description\": \"a\", \"environment\": [{\"variables\": {\"A\": \"1\"}}]}",
            after: "{\"environment\": [{}]}",
            unknown: "{\"description\": true, \"environment\": [{\"variables\": true}], \"qualified_arn\": true}")
        let plan = try #require(try PlanFixture.orders(change))
        #expect(plan.settings.map(\.words) == ["description a -> (known after apply)"])
        #expect(plan.environment.isUnknown)
    }

    /// What a description says of a release comes with the code, and is not a change of its own.
    @Test(
        arguments: [
            ("Takes orders commit:c0c0c0c", "Takes orders commit:aaaaaaa", true, []),
            ("Takes orders commit:c0c0c0c", "Orders commit:aaaaaaa", true, ["description Takes orders -> Orders"]),
            ("", "commit:aaaaaaa", true, []),
            (
                "Takes orders", "Takes orders commit:aaaaaaa+dirty sha256:\(String(repeating: "ab", count: 32))", false,
                ["commit aaaaaaa+dirty"]
            ),
            ("Takes orders", "commit:aaaaaaa", true, ["no description (was Takes orders)"]),
        ])
    func descriptions(before: String, after: String, changesCode: Bool, words: [String]) throws {
        let change = PlanFixture.change(
            "aws_lambda_function", "orders", "\"update\"",
            before: "{\"description\": \"\(before)\", \"source_code_hash\": \"a\"}",
            after: "{\"description\": \"\(after)\", \"source_code_hash\": \"\(changesCode ? "b" : "a")\"}")
        #expect(try PlanFixture.orders(change)?.settings.map(\.words) == words)
    }

    /// A function that gets another name loses what had the former one, and gains only what it did not have.
    @Test func aRenamedFunction() throws {
        let policy = policy(#"{"Effect": "Allow", "Action": "a:B", "Resource": "r"}"#)
        let more = self.policy(#"{"Effect": "Allow", "Action": ["a:B", "a:C"], "Resource": "r"}"#)
        let bytes = PlanFixture.plan(
            [
                PlanFixture.change("aws_lambda_function", "orders", "\"create\"", after: "{\"memory_size\": 128}"),
                PlanFixture.change("aws_lambda_function", "shop", "\"delete\"", before: "{\"memory_size\": 128}"),
                PlanFixture.change("aws_iam_role_policy", "orders_permissions", "\"create\"", after: more),
                PlanFixture.change("aws_iam_role_policy", "shop_permissions", "\"delete\"", before: policy),
            ].joined(separator: ","))
        let reader = PlanReader(functions: ["orders"], formerNames: ["shop": "orders"])
        let plan = try #require(try reader.read(bytes).functions.first)
        #expect(plan.action == .create)
        #expect(plan.permissions.map(\.words) == ["gains a:C on r"])
        #expect(plan.destroys.map(\.address) == ["aws_lambda_function.shop", "aws_iam_role_policy.shop_permissions"])
    }

    /// Functions that exist already are imported.
    @Test func imports() throws {
        let importing = [
            "{\"address\": \"aws_iam_role.orders\", \"type\": \"aws_iam_role\", \"name\": \"orders\",",
            " \"change\": {\"actions\": [\"no-op\"], \"importing\": {\"id\": \"x\"}}}",
        ].joined()
        let other = importing.replacing("orders", with: "mine")
        let summary = try PlanReader(functions: ["orders"]).read(PlanFixture.plan("\(importing), \(other)"))
        #expect(
            summary.lines() == [
                "orders  takes over aws_iam_role.orders", "your own Terraform: takes over aws_iam_role.mine",
            ])
    }

    /// Somebody else deployed code, which the provider does not always change back.
    @Test func codeOfSomebodyElse() throws {
        let drift = PlanFixture.change(
            "aws_lambda_function", "orders", "\"update\"", before: "{\"code_sha256\": \"one\"}",
            after: "{\"code_sha256\": \"two\"}")
        let plan = Array("{\"format_version\": \"1.2\", \"resource_drift\": [\(drift)]}".utf8)
        let summary = try PlanReader(functions: ["orders"]).read(plan)
        #expect(summary.isEmpty)
        #expect(
            summary.lines() == [
                "orders runs code that Terraform did not deploy: code one -> two", "nothing to change",
            ])
    }

    @Test func logsAndConcurrency() throws {
        let group = PlanFixture.change(
            "aws_cloudwatch_log_group", "orders", "\"update\"", before: "{\"retention_in_days\": 30}",
            after: "{\"retention_in_days\": 365}")
        let concurrency = PlanFixture.change(
            "aws_lambda_provisioned_concurrency_config", "orders", "\"create\"",
            after: "{\"provisioned_concurrent_executions\": 5}")
        #expect(
            try PlanFixture.orders(group, concurrency)?.settings.map(\.words) == [
                "logs kept for 30 days -> 365 days", "provisioned concurrency 5",
            ])
    }
}
