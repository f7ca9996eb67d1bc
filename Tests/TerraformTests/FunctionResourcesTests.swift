import Host
import SystemPackage
import Terraform
import Testing

@Suite struct FunctionResourcesTests {
    private let resources = FunctionResources(functions: ["orders", "orders-api", "Reports", "a_b"])

    @Test(
        arguments: [
            ("aws_lambda_function", "orders", "orders"),
            ("aws_iam_role_policy", "orders_permissions", "orders"),
            ("aws_lambda_function", "orders_api", "orders-api"),
            ("aws_iam_role_policy", "orders_api_logs", "orders-api"),
            ("aws_lambda_permission", "orders_api_4b679e64", "orders"),
            ("aws_lambda_permission", "orders_api_api_4b679e64", "orders-api"),
            ("aws_apigatewayv2_route", "reports_dacca3cb_route_3e26170b", "Reports"),
            ("aws_cloudwatch_log_group", "reports_dacca3cb", "Reports"),
            ("aws_iam_role_policy", "a_b_648fa9b3_insights", "a_b"),
        ]
    )
    func owner(type: String, name: String, function: String) {
        #expect(resources.owner(ofType: type, name: name)?.function == function)
    }

    @Test func partsOfAFunction() {
        let policy = resources.owner(ofType: "aws_iam_role_policy", name: "orders_permissions")
        #expect(policy?.part == "permissions")
        #expect(policy?.isOwn == true)
        let scheduler = resources.owner(ofType: "aws_iam_role_policy", name: "orders_scheduler_1ab9fbdf")
        #expect(scheduler?.part == "scheduler")
        #expect(scheduler?.isOwn == false)
        #expect(resources.owner(ofType: "aws_iam_role", name: "orders")?.part == nil)
    }

    /// What has a function's former name is the function's, but not the function itself; a new function of that name is.
    @Test func formerNames() {
        let resources = FunctionResources(functions: ["orders", "b"], formerNames: ["shop": "orders", "b": "orders"])
        for (type, name) in [
            ("aws_cloudwatch_log_group", "shop"), ("aws_lambda_function", "shop"), ("aws_iam_role_policy", "shop_logs"),
        ] {
            let owner = resources.owner(ofType: type, name: name)
            #expect(owner?.function == "orders")
            #expect(owner?.isFormer == true)
        }
        #expect(resources.owner(ofType: "aws_lambda_function", name: "orders")?.isFormer == false)
        #expect(resources.owner(ofType: "aws_lambda_function", name: "b")?.function == "b")
    }

    /// A resource of the user's own may have a function's name.
    @Test(
        arguments: [
            ("aws_sqs_queue", "orders"), ("aws_lambda_function", "mine"), ("aws_iam_role", "orders_permissions"),
            ("aws_lambda_function", "orders_12345678"), ("aws_lambda_function", "a_b"),
            ("aws_iam_role_policy", "_logs"),
        ]
    )
    func noOwner(type: String, name: String) {
        #expect(resources.owner(ofType: type, name: name) == nil)
    }

    /// Every resource of the approved configurations belongs to the function whose file it is in.
    @Test func everyGeneratedResourceHasAnOwner() throws {
        let files = LiveFileSystem()
        let golden = FilePath(#filePath).removingLastComponent().appending("Golden")
        var count = 0
        for sample in try files.names(in: golden).map({ golden.appending($0) }) {
            let texts = try files.names(in: sample).filter { $0.hasSuffix(".tf") }.map { name in
                String(decoding: try files.read(sample.appending(name), limit: 1 << 20), as: UTF8.self)
            }
            let described = texts.map {
                $0.matches(of: /"What the Lambda function (.*) may do\."/).map { String($0.1) }
            }
            let former = zip(texts, described).flatMap { text, functions in
                text.matches(of: /# The logs of '(.*)', as the function was named before/).compactMap { match in
                    functions.first.map { (String(match.1), $0) }
                }
            }
            let resources = FunctionResources(
                functions: described.joined(), formerNames: Dictionary(former) { first, _ in first })
            for (text, functions) in zip(texts, described) {
                guard let function = functions.first else { continue }
                for resource in text.matches(of: /(?m)^resource "(.*)" "(.*)" \{$/) {
                    let owner = resources.owner(ofType: String(resource.1), name: String(resource.2))
                    #expect(owner?.function == function, "\(sample): \(resource.1).\(resource.2)")
                    count += 1
                }
            }
        }
        #expect(count > 200)
    }
}
