import Releasing
import Testing

@Suite struct PlanTextTests {
    /// The plan that the real terraform made of the same changes reads the same way.
    @Test(
        arguments: [
            (
                "changes.json",
                """
                audit   DESTROYS 2, recreates the function, name audit -> audit-prod and 2 more
                    DESTROYS AND RECREATES aws_cloudwatch_log_group.audit with all its logs (new
                      name)
                    DESTROYS AND RECREATES aws_lambda_function.audit with all its versions, so
                      that nothing can be rolled back (new function_name)
                    name audit -> audit-prod
                    role arn:aws:iam::123456789012:role/audit-eu-west-1 ->
                      arn:aws:iam::123456789012:role/audit-prod-eu-west-1
                    log group /aws/lambda/audit -> /aws/lambda/audit-prod
                orders  code aaaaaaaaaaaa -> bbbbbbbbbbbb, permissions +1 -2 and 5 more
                    gains dynamodb:PutItem, dynamodb:UpdateItem on
                      arn:aws:dynamodb:eu-west-1:123456789012:table/orders-prod
                    loses dynamodb:Scan on
                      arn:aws:dynamodb:eu-west-1:123456789012:table/orders-prod
                    loses xray:PutTraceSegments on *
                    trigger SQS queue arn:aws:sqs:eu-west-1:123456789012:orders-prod: batch size
                      10 -> 20
                    removes aws_iam_role_policy.orders_tracing[0]
                    memory 256 MB -> 512 MB
                    timeout 10 s -> 30 s
                    layer LambdaInsightsExtension-Arm64 version 23 -> version 31
                    environment: adds NEW; changes PASSWORD; removes OLD
                prices  PUBLIC
                    PUBLIC: everyone can call its URL, without authorization
                your own Terraform: changes aws_sqs_queue.orders
                DESTROYS aws_dynamodb_table.old with the data in it
                aws_sns_topic.former moves to aws_sns_topic.renamed in Terraform's state
                """
            ),
            (
                "real-changes.json",
                """
                audit   DESTROYS 2, recreates the function, name audit -> audit-prod
                    DESTROYS AND RECREATES aws_cloudwatch_log_group.audit with all its logs (new
                      name)
                    DESTROYS AND RECREATES aws_lambda_function.audit with all its versions, so
                      that nothing can be rolled back (new function_name)
                orders  PUBLIC, code 12a66eb5ee9c -> 4e24d4fb29b7, permissions +1 -2 and 5 more
                    PUBLIC: everyone can call its URL, without authorization
                    gains dynamodb:PutItem on
                      arn:aws:dynamodb:eu-west-1:123456789012:table/orders-prod
                    loses dynamodb:Scan on
                      arn:aws:dynamodb:eu-west-1:123456789012:table/orders-prod
                    loses xray:PutTraceSegments on *
                    trigger SQS queue arn:aws:sqs:eu-west-1:123456789012:orders-prod: batch size
                      10 -> 20
                    removes aws_iam_role_policy.orders_tracing[0]
                    logs kept for 30 days -> 365 days
                    memory 256 MB -> 512 MB
                    tracing Active -> PassThrough
                    environment: adds NEW; changes PASSWORD; removes OLD
                DESTROYS aws_dynamodb_table.old[0] with the data in it
                """
            ),
            (
                "real-creation.json",
                """
                audit   new function, code 12a66eb5ee9c
                orders  new function, code 12a66eb5ee9c, permissions +3, 1 trigger and 1 more
                    gains xray:PutTraceSegments on *
                    its role may change: the policy permissions is known only after apply
                    its role may change: the policy service is known only after apply
                    new trigger: event source (known after apply)
                    its URL can be called, with authorization AWS_IAM
                your own Terraform: creates aws_dynamodb_table.old[0], creates
                  aws_dynamodb_table.orders, creates aws_sqs_queue.orders
                outputs that change: function_arns
                """
            ),
        ])
    func lines(fixture: String, text: String) throws {
        #expect(try PlanFixture.summary(fixture).lines().joined(separator: "\n") == text)
    }

    /// No line is longer than what is asked for, but for a word that is longer itself.
    @Test(arguments: [40, 60, 80, 120])
    func width(columns: Int) throws {
        for fixture in ["changes.json", "creation.json", "real-changes.json", "real-creation.json"] {
            for line in try PlanFixture.summary(fixture).lines(width: columns) where line.count > columns {
                #expect(line.split(separator: " ").count == 1, "\(line)")
            }
        }
    }
}
