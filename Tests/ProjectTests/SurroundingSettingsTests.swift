import Model
import Testing

@testable import Project

/// What swiftlambda.yaml says about what surrounds a function.
@Suite struct SurroundingSettingsTests {
    private static let accessPoint = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1"
    private static let queue = "arn:aws:sqs:eu-west-1:123456789012:orders"
    private static let vpc = "{ subnets: [subnet-1], securityGroups: [sg-1] }"
    private static let stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/logs"

    private func functions(_ yaml: String) async throws -> [LambdaFunction] {
        try await settings(yaml).resolve(products: .waived) { shop }.functions
    }

    private func violations(_ settings: String) async throws -> [String] {
        do {
            _ = try await functions("version: 1\nfunctions:\n  orders:\n    \(settings)\n")
            return []
        } catch let error as ConfigurationError {
            #expect(error.diagnostics.allSatisfy { $0.location?.line == 4 }, "\(error.diagnostics)")
            return error.diagnostics.map(\.identifier)
        }
    }

    /// Each setting of a function, or of the defaults, is taken whole.
    @Test func everySetting() async throws {
        let read = try await functions(
            """
            version: 1
            defaults:
              concurrency: { reserved: 5 }
              kms: arn:aws:kms:eu-west-1:123456789012:key/1234
            functions:
              orders:
                concurrency: { provisioned: 2 }
                alias: live
                deadLetter: arn:aws:sqs:eu-west-1:123456789012:failed
                async: { maxAge: 60, attempts: 1, onFailure: "arn:aws:s3:::failed" }
              payments: { versions: true, kms: { logs: "arn:aws:kms:eu-west-1:123456789012:key/5678" } }
            """)
        let orders = try #require(read.first).surroundings
        #expect(orders.concurrency == ConcurrencySettings(provisioned: 2))
        #expect(orders.alias == "live")
        #expect(orders.publishesVersions)
        #expect(orders.deadLetter?.arn?.resource == "failed")
        #expect(orders.asynchronous?.attempts == 1)
        #expect(orders.asynchronous?.onFailure?.service == "s3")
        #expect(orders.encryption?.environment?.arn?.resource == "key/1234")
        let payments = try #require(read.last).surroundings
        #expect(payments.concurrency == ConcurrencySettings(reserved: 5))
        #expect(payments.publishesVersions)
        #expect(payments.encryption?.environment == nil)
        #expect(payments.encryption?.logs?.arn?.resource == "key/5678")
    }

    /// What is in the user's own Terraform is named by a reference, wherever an ARN or an ID may be.
    @Test func references() async throws {
        let read = try await functions(
            """
            version: 1
            functions:
              orders:
                deadLetter: !tf aws_sns_topic.failed.arn
                async: { onFailure: !tf "data.aws_s3_bucket.failed[0].arn" }
                kms: !tf var.key
                vpc: { subnets: !tf module.network.subnets, securityGroups: [sg-1, !tf aws_security_group.a.id] }
                triggers:
                  - sqs: !tf aws_sqs_queue.orders.arn
                  - dynamodb: { stream: !tf aws_dynamodb_table.orders.stream_arn, name: table }
                policies:
                  - actions: [s3:GetObject]
                    resources: [!tf aws_s3_bucket.uploads.arn/*, !tf 'module.data.tables["orders"]', "arn:aws:s3:::a"]
            """)
        let orders = try #require(read.first)
        let surroundings = orders.surroundings
        func reference(_ text: String) throws -> TerraformReference { try #require(TerraformReference(text)) }
        #expect(try surroundings.deadLetter == .terraform(reference("aws_sns_topic.failed.arn"), of: .topic))
        #expect(
            try surroundings.asynchronous?.onFailure
                == .terraform(reference("data.aws_s3_bucket.failed[0].arn"), of: .bucket))
        #expect(try surroundings.encryption?.environment == .terraform(reference("var.key"), of: .key))
        #expect(try surroundings.network?.subnets == .terraform(reference("module.network.subnets")))
        #expect(
            try surroundings.network?.securityGroups
                == .listed([.id("sg-1"), .terraform(reference("aws_security_group.a.id"))]))
        let sources = ["aws_sqs_queue.orders.arn", "aws_dynamodb_table.orders.stream_arn"]
        #expect(surroundings.triggers?.map(\.sourceText) == sources)
        #expect(
            try orders.policies.first?.resources == [
                .terraform(reference("aws_s3_bucket.uploads.arn"), suffix: "/*"),
                .terraform(reference("module.data.tables[\"orders\"]"), suffix: ""), "arn:aws:s3:::a",
            ])
    }

    /// A setting that needs another, or that exceeds it, is refused with its line.
    @Test(arguments: [
        ("renamed_from: orders", ["function.invalid-former-name"]),
        ("renamed_from: \"a b\"", ["function.invalid-former-name"]),
        ("concurrency: { provisioned: 1 }", ["function.needs-setting"]),
        ("{ concurrency: { provisioned: 1 }, versions: true }", ["function.needs-setting"]),
        ("{ concurrency: { provisioned: 1 }, alias: live }", []),
        ("{ concurrency: { provisioned: 2, reserved: 1 }, alias: live }", ["function.out-of-range"]),
        ("{ alias: live, versions: false }", ["function.needs-setting"]),
        ("alias: $LATEST", ["function.invalid-alias"]),
        ("async: { attempts: 4 }", ["function.out-of-range"]),
        ("fileSystem: { arn: \(accessPoint), path: /mnt/a }", ["function.needs-setting"]),
        ("{ fileSystem: { arn: \"\(accessPoint)\", path: /mnt/a }, vpc: \(vpc) }", []),
        ("{ fileSystem: { arn: \"\(accessPoint)\", path: /mnt/a/b }, vpc: \(vpc) }", ["function.invalid-mount-path"]),
        ("logs: { group: shared, retention: 7 }", []),
        ("logs: { group: shared, class: standard }", ["function.conflicting-settings"]),
        ("logs: { group: shared, keep: true }", ["function.conflicting-settings"]),
        ("logs: { class: infrequent, subscription: { destination: \(stream) } }", ["function.conflicting-settings"]),
        ("logs: { group: a%b }", ["function.invalid-log-group"]),
        ("role: { path: orders }", ["function.invalid-role-path"]),
        ("triggers: [{ sqs: \"\(queue)\" }, { sqs: { queue: \"\(queue)\" } }]", ["function.duplicate-trigger"]),
        ("triggers: [{ schedule: rate(1 day) }, { schedule: rate(1 day) }]", ["function.duplicate-trigger"]),
        ("triggers: [{ schedule: rate(1 day) }, { schedule: rate(2 days) }]", []),
        (
            "triggers: [{ kinesis: { stream: \"\(stream)\", name: a } }, { kinesis: { stream: \"\(stream)2\", name: a } }]",
            ["function.duplicate-trigger"]
        ),
        ("triggers: [{ sqs: { queue: \"\(queue)\", batch: 11 } }]", ["function.needs-setting"]),
        ("triggers: [{ sqs: { queue: \"\(queue)\", batch: 11, window: 1 } }]", []),
        ("triggers: [{ sqs: { queue: \"\(queue).fifo\", batch: 11 } }]", ["function.out-of-range"]),
    ])
    func dependencies(settings: String, expected: [String]) async throws {
        #expect(try await violations(settings) == expected)
    }

    /// Patterns become JSON with the types of YAML.
    @Test func patterns() async throws {
        let read = try await functions(
            """
            version: 1
            functions:
              orders:
                triggers:
                  - rule:
                      pattern: { source: [aws.ec2, "5"], detail: { n: [5, -1.5, true, null, { prefix: "a\\"${b}" }] } }
            """)
        let trigger = try #require(read.first?.surroundings.triggers?.first)
        guard case .rule(let rule) = trigger.source else { return #expect(Bool(false)) }
        #expect(
            rule.pattern
                == #"{"source":["aws.ec2","5"],"detail":{"n":[5,-1.5,true,null,{"prefix":"a\"${b}"}]}}"#)
    }
}
