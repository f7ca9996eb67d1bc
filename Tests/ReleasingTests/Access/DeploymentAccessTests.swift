import Insights
import JSON
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

@testable import Releasing

/// The policies of a role that deploys.
@Suite struct DeploymentAccessTests {
    private func makeAccess(
        _ places: [PlacedFunctions], artifacts: ArtifactStore? = AccessSamples.store, state: StateBucket? = nil,
        deploy: DeploySettings = DeploySettings(), allowsPush: Bool = false, promoted: [PlacedFunctions] = []
    ) throws -> DeploymentAccess {
        try DeploymentAccess(
            places: places, artifacts: artifacts, state: state, deploy: deploy, allowsPush: allowsPush,
            promoted: promoted)
    }

    private func statements(_ access: DeploymentAccess, _ group: String) -> [AccessDocument.Statement] {
        access.policies.filter { $0.name.hasPrefix(group) }.flatMap(\.document.statements)
    }

    /// Golden: what one function without surroundings needs, and what everything needs.
    @Test func golden() throws {
        let samples: [(name: String, access: DeploymentAccess)] = [
            ("plain", try makeAccess([AccessSamples.placed([AccessSamples.plain])], artifacts: nil)),
            (
                "everything",
                try makeAccess(
                    [
                        AccessSamples.placed(AccessSamples.all, stage: "prod"),
                        AccessSamples.placed([AccessSamples.plain], stage: "prod", region: "us-east-1"),
                    ], state: StateBucket(bucket: "shop-state", prefix: "prod/"),
                    deploy: DeploySettings(smokeEvent: "events/smoke.json"), allowsPush: true)
            ),
        ]
        for (name, access) in samples {
            for policy in access.policies {
                let json = try policy.document.json()
                #expect(JSONValue.isValid(Array(json.utf8)))
                try expectGolden(json, FilePath("Golden/\(name)-\(policy.name).json"))
            }
        }
    }

    /// A role that promotes reads the other stage, and changes nothing there.
    @Test func promotion() throws {
        let access = try makeAccess(
            [AccessSamples.placed([AccessSamples.plain], stage: "prod")],
            promoted: [AccessSamples.placed([AccessSamples.plain], stage: "staging", region: "us-east-1")])
        let reading = statements(access, "deploy").filter { $0.sid.contains("Promoted") }
        #expect(
            reading.map(\.actions) == [["lambda:GetFunctionConfiguration"], ["s3:GetObject"], ["s3:ListBucket"]])
        #expect(reading.first?.resources.allSatisfy { $0.contains(":us-east-1:") } == true)
    }

    /// Each type of resource that a configuration declares has statements.
    @Test func everyTypeIsKnown() throws {
        let functions = AccessSamples.all
        let configuration = try TerraformConfiguration(
            functions: functions, regions: [try #require(Region("eu-west-1"))], account: AccessSamples.account,
            layout: .root,
            archives: Dictionary(
                uniqueKeysWithValues: functions.map { function in
                    (
                        function.name,
                        ArchiveReference(
                            path: "\(function.name).zip", architecture: function.architecture, exists: true)
                    )
                }), catalogue: try .bundled())
        let declared = configuration.resourceTypes
        #expect(declared.isSubset(of: TerraformAccess.types), "\(declared.subtracting(TerraformAccess.types))")
        // Authorizers need tokens or another function; their calls are those of the API.
        #expect(TerraformAccess.types.subtracting(declared) == ["aws_apigatewayv2_authorizer"])
    }

    /// IAM refuses longer policies, statements of one name, and names with other characters.
    @Test func policiesAreWithinIAMsLimits() throws {
        let functions = (1...120).map { number in
            var function = number % 2 == 0 ? AccessSamples.published : AccessSamples.triggered
            function.name = "a-function-of-a-large-project-\(number)"
            return function
        }
        let access = try makeAccess([AccessSamples.placed(functions, stage: "prod")])
        #expect(access.policies.count > 10)
        for policy in access.policies {
            #expect(try policy.document.size() <= 6_144)
            let names = policy.document.statements.map(\.sid)
            #expect(Set(names).count == names.count, "\(policy.name)")
            #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        }
        #expect(access.policies.first?.name == "terraform-1")
        #expect(access.warnings.contains { $0.identifier == "release.too-many-policies" })
        // Nothing is lost or added by splitting.
        let arns = Set(statements(access, "terraform").filter { $0.sid == "Functions" }.flatMap(\.resources))
        #expect(arns.count == 240)
        let called = statements(access, "terraform").filter { $0.sid == "EventSources" }
            .compactMap { $0.conditions["ArnLike"]?["lambda:FunctionArn"] }
        #expect(called.count > 1)
        #expect(Set(called.flatMap { $0 }).count == 120)
    }

    /// No statement is for all functions, roles or buckets of the account.
    @Test func resourcesAreThoseOfTheFunctions() throws {
        let access = try makeAccess([AccessSamples.placed(AccessSamples.all, stage: "prod")])
        let withoutResources: Set<String> = [
            "FindNetwork", "DeliverAccessLogs", "EventSources", "FindLogGroups", "Subscriptions", "WatchErrors",
        ]
        for statement in statements(access, "") {
            #expect(
                !statement.resources.contains("*") || withoutResources.contains(statement.sid), "\(statement.sid)")
            #expect(!statement.actions.contains { $0.contains("*") }, "\(statement.sid)")
            #expect(statement.actions == statement.actions.sorted(), "\(statement.sid)")
            for arn in statement.resources where arn.contains(":iam:") {
                #expect(
                    arn.hasPrefix("arn:aws:iam::123456789012:role/") && !arn.contains("*"), "\(statement.sid): \(arn)")
            }
        }
        let passed = statements(access, "terraform").filter { $0.actions == ["iam:PassRole"] }
        #expect(passed.map(\.sid).sorted() == ["PassLogRoles", "PassRoles", "PassSchedulerRoles"])
        #expect(passed.allSatisfy { $0.conditions["StringEquals"]?["iam:PassedToService"]?.count == 1 })
    }

    /// With a boundary, no statement lets a role get policies without it.
    @Test func rolesStayWithinTheirBoundaries() throws {
        let limited = try makeAccess([AccessSamples.placed([AccessSamples.connected])])
        let grants = statements(limited, "terraform").filter { $0.actions.contains("iam:PutRolePolicy") }
        #expect(grants.map(\.sid) == ["GrantWithinBoundaries"])
        #expect(
            grants.first?.conditions == [
                "ArnLike": ["iam:PermissionsBoundary": ["arn:aws:iam::123456789012:policy/boundary"]]
            ])
    }

    @Test func aProtectedStageCannotBePushedTo() throws {
        let place = AccessSamples.placed([AccessSamples.published])
        func actions(_ access: DeploymentAccess) -> Set<String> { Set(statements(access, "deploy").flatMap(\.actions)) }
        #expect(try !actions(makeAccess([place])).contains("lambda:UpdateFunctionCode"))
        #expect(try actions(makeAccess([place], allowsPush: true)).contains("lambda:UpdateFunctionCode"))
        #expect(try !actions(makeAccess([place])).contains("lambda:InvokeFunction"))
        #expect(
            try actions(makeAccess([place], deploy: DeploySettings(smokeEvent: "a"))).contains("lambda:InvokeFunction"))
    }

    @Test func otherPartitions() throws {
        let access = try makeAccess([
            AccessSamples.placed([AccessSamples.plain], region: "cn-north-1", account: nil)
        ])
        let arns = access.policies.flatMap { $0.document.statements.flatMap(\.resources) }.filter { $0 != "*" }
        #expect(arns.allSatisfy { $0.hasPrefix("arn:aws-cn:") }, "\(arns)")
        #expect(arns.contains("arn:aws-cn:s3:::shop-cn-north-1/functions/*"))
        #expect(access.warnings.map(\.identifier).contains("release.policy-without-account"))
    }

    @Test func notes() throws {
        let bare = try makeAccess([AccessSamples.placed([AccessSamples.plain])])
        #expect(bare.warnings.map(\.identifier) == ["release.role-without-boundary", "release.state-not-included"])
        let full = try makeAccess([AccessSamples.placed([AccessSamples.connected])], state: StateBucket(bucket: "s"))
        #expect(full.warnings.isEmpty)
        let state = statements(full, "terraform").filter { $0.sid.hasSuffix("State") }
        #expect(state.map(\.resources) == [["arn:aws:s3:::s"], ["arn:aws:s3:::s/*"]])
    }
}
