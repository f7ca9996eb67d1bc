import Model
import SystemPackage
import Testing

@testable import Releasing

@Suite struct TerraformCauseTests {
    private static let lock = """
        Error message: operation error S3: PutObject, https response error StatusCode: 412, api error PreconditionFailed: At least one of the pre-conditions you specified did not hold
        Lock Info:
          ID:        9db590f1-b6fe-c5f2-2678-8804f089deba
          Path:      shop-state/env:/prod/terraform.tfstate
          Operation: OperationTypeApply
          Who:       ada@build-7
          Version:   1.11.4
          Created:   2026-11-30 20:15:01.664531 +0000 UTC
          Info:

        Terraform acquires a state lock to protect the state from being written
        by multiple users at the same time.
        """

    private func failure(
        _ summary: String, _ detail: String = "", invocation: TerraformInvocation = .plan(to: "/tmp/p")
    ) -> TerraformFailure {
        var transcript = TerraformTranscript()
        transcript.add(.diagnostic(TerraformDiagnostic(.error, summary, detail: detail)))
        return TerraformFailure(
            .terraform, invocation,
            in: TerraformPlace(directory: "/p/terraform", stage: "prod", region: "eu-west-1", workspace: "prod"),
            end: .exited(1), transcript: transcript)
    }

    @Test func aLockedState() throws {
        let failure = failure("Error acquiring the state lock", Self.lock)
        let lock = StateLock(
            id: "9db590f1-b6fe-c5f2-2678-8804f089deba", path: "shop-state/env:/prod/terraform.tfstate",
            operation: "OperationTypeApply", who: "ada@build-7", created: "2026-11-30 20:15:01.664531 +0000 UTC")
        #expect(failure.cause == .locked(lock))
        #expect(failure.diagnostics.map(\.identifier) == ["terraform.state-locked"])
        let diagnostic = try #require(failure.diagnostics.first)
        #expect(
            diagnostic.explanation
                == "ada@build-7 holds it for `apply` since 2026-11-30 20:15:01.664531 +0000 UTC. The lock's ID is "
                + "9db590f1-b6fe-c5f2-2678-8804f089deba. A lock that is removed while its holder still works damages "
                + "the state.")
        #expect(
            diagnostic.hints.last
                == "only if that run is dead and nobody else works on prod in eu-west-1: TF_WORKSPACE=prod terraform "
                + "-chdir=/p/terraform force-unlock 9db590f1-b6fe-c5f2-2678-8804f089deba")
        #expect(failure.exitStatus == .unsatisfied)
    }

    /// A lock of which nothing is known, as of a backend that does not say.
    @Test func aLockWithoutInfo() {
        let failure = failure("Error acquiring the state lock", "Error message: resource temporarily unavailable")
        #expect(failure.cause == .locked(StateLock()))
        #expect(failure.diagnostics.first?.hints.count == 1)
    }

    private static let words: [(String, String, TerraformCause, String)] = [
        (
            "Backend initialization required, please run \"terraform init\"",
            "Reason: Initial configuration of the requested backend \"s3\"\n\nChanges to backend configurations "
                + "require reinitialization.", .notInitialized, "terraform.not-initialized"
        ),
        (
            "Backend initialization required, please run \"terraform init\"",
            "Reason: Backend configuration block has changed\n\nThe \"backend\" is", .backendChanged,
            "terraform.backend-changed"
        ),
        (
            "Backend initialization required, please run \"tofu init\"",
            "Reason: Backend type changed from \"local\" to \"s3\"\n\n", .backendChanged,
            "terraform.backend-changed"
        ),
        ("Backend configuration changed", "A change in the backend", .backendChanged, "terraform.backend-changed"),
        ("Module not installed", "", .notInitialized, "terraform.not-initialized"),
        ("Inconsistent dependency lock file", "", .notInitialized, "terraform.not-initialized"),
        (
            "validating provider credentials: retrieving caller identity from STS",
            "api error ExpiredToken: The security token included in the request is expired", .expiredCredentials,
            "terraform.credentials-expired"
        ),
        (
            "Error acquiring the state lock",
            "Error message: api error ExpiredToken: The security token included in the request is expired",
            .expiredCredentials, "terraform.credentials-expired"
        ),
        ("No valid credential sources found", "", .noCredentials, "terraform.no-credentials"),
        (
            "AWS account ID not allowed: 111122223333", "", .wrongAccount("111122223333"),
            "terraform.wrong-account"
        ),
        ("Saved plan is stale", "The given plan file", .stalePlan, "terraform.stale-plan"),
        ("Something else", "", .other, "terraform.reported"),
    ]

    @Test(arguments: words)
    func causes(summary: String, detail: String, cause: TerraformCause, identifier: String) {
        let failure = failure(summary, detail)
        #expect(failure.cause == cause)
        #expect(failure.diagnostics.first?.identifier == identifier)
    }

    @Test func aMissingPermission() throws {
        let failure = failure(
            "creating Lambda Function (orders): operation error Lambda: CreateFunction, https response error "
                + "StatusCode: 403, RequestID: 1, api error AccessDeniedException: User: "
                + "arn:aws:sts::123456789012:assumed-role/ci/run is not authorized to perform: lambda:CreateFunction on "
                + "resource: arn:aws:lambda:eu-west-1:123456789012:function:orders because no identity-based policy "
                + "allows the lambda:CreateFunction action")
        guard case .denied(let denial) = failure.cause else { return #expect(Bool(false), "\(failure.cause)") }
        #expect(denial.principal == "arn:aws:sts::123456789012:assumed-role/ci/run")
        #expect(failure.diagnostics.map(\.identifier) == ["terraform.denied", "terraform.reported"])
        #expect(
            failure.diagnostics.first?.hints == [
                "add this statement to the identity-based policy of the role 'ci': "
                    + #"{"Effect":"Allow","Action":"lambda:CreateFunction","#
                    + #""Resource":"arn:aws:lambda:eu-west-1:123456789012:function:orders"}"#
            ])
    }

    /// Terraform breaks lines, and goes on with other words.
    @Test(
        arguments: [
            (
                "s3:PutObject on resource:\n\"arn:aws:s3:::b/k\" with an explicit deny in a", "arn:aws:s3:::b/k",
                "policies"
            ),
            (
                "s3:PutObject on resource: arn:aws:s3:::b/k with an explicit deny in a\nservice control policy\n\nwith a.b,",
                "arn:aws:s3:::b/k", "service control policy"
            ),
            ("lambda:GetFunction on resource: arn:f.\n\n  with aws_lambda_function.orders,", "arn:f", nil),
            ("ec2:DescribeSubnets\n  with aws_lambda_function.orders, because no policy", "*", nil),
        ])
    func wordsAroundADenial(words: String, resource: String, forbiddenBy: String?) throws {
        let denial = try #require(AWSDenial(words: "User: x is not authorized\nto perform: " + words))
        #expect(denial.permission.resources == [resource])
        #expect(denial.isResourceUnknown == (resource == "*"))
        #expect(denial.principal == "x")
        #expect(denial.forbiddenBy == forbiddenBy)
        #expect(AWSDenial(words: "something else") == nil)
    }

    /// Words for people, as `init` writes them, with and without frames.
    @Test(
        arguments: [
            ["", "Error: Module not installed", "", "  on main.tf line 1:", "Run \"terraform init\".", ""],
            ["╷", "│ Error: Module not installed", "│ ", "│   on main.tf line 1:", "│ Run \"terraform init\".", "╵"],
        ]
    )
    func framedWords(lines: [String]) {
        let found = TerraformDiagnostic.find(in: lines)
        #expect(found.map(\.summary) == ["Module not installed"])
        #expect(found.first?.detail == "on main.tf line 1:\nRun \"terraform init\".")
        #expect(TerraformCause(of: found) == .notInitialized)
    }
}
