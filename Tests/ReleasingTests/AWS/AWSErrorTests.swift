import Model
import Testing

@testable import Releasing

/// Messages as AWS and both generations of its command line write them.
@Suite struct AWSErrorTests {
    private static let role = "arn:aws:sts::123456789012:assumed-role/ci/session"
    private static let function = "arn:aws:lambda:eu-west-1:123456789012:function:orders"

    private func failure(_ text: String, profile: String? = nil) async throws -> AWSError {
        let environment = profile.map { ["AWS_PROFILE": $0] } ?? [:]
        return try await AWSSample(environment: environment)
            .error(text, of: GetAliasRequest(function: "orders", alias: "live"))
    }

    private func serviceError(_ code: String, _ message: String = "m") async throws -> AWSError {
        try await failure("\nAn error occurred (\(code)) when calling the GetAlias operation: \(message)\n")
    }

    @Test func anAnswerOfAWSIsTakenApart() async throws {
        let error = try await failure(
            "\nAn error occurred (TooManyRequestsException) when calling the GetAlias operation "
                + "(reached max retries: 4): Rate exceeded\n")
        #expect(error.reason == .throttled)
        #expect(error.code == "TooManyRequestsException")
        #expect(error.operation == "GetAlias")
        #expect(error.message == "Rate exceeded")
        #expect(error.call == "lambda get-alias")
        #expect(error.region == "eu-west-1")
        let newer = try await failure(
            "\naws: [ERROR]: An error occurred (ResourceNotFoundException) when calling the GetAlias operation: "
                + "Cannot find alias arn: x\n\nAdditional error details:\nType: User\n")
        #expect(newer.reason == .notFound)
        #expect(newer.message == "Cannot find alias arn: x")
        #expect(
            newer.diagnostics.first?.explanation
                == "aws lambda get-alias: ResourceNotFoundException: Cannot find alias arn: x")
    }

    private static let knownCodes: [(String, AWSError.Reason)] = [
        ("ExpiredTokenException", .expiredCredentials(.other)),
        ("ExpiredToken", .expiredCredentials(.other)),
        ("UnrecognizedClientException", .invalidCredentials), ("InvalidClientTokenId", .invalidCredentials),
        ("RequestTimeTooSkewed", .invalidCredentials),
        ("NoSuchBucket", .notFound), ("404", .notFound),
        ("ResourceConflictException", .conflict), ("ConditionalRequestConflict", .conflict),
        ("SlowDown", .throttled), ("ThrottlingException", .throttled),
        ("PreconditionFailedException", .preconditionFailed), ("PreconditionFailed", .preconditionFailed),
        ("CodeStorageExceededException", .other),
    ]

    @Test(arguments: knownCodes)
    func codes(code: String, reason: AWSError.Reason) async throws {
        let error = try await serviceError(code)
        #expect(error.reason == reason)
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.explanation?.contains(code) == true)
        #expect(!diagnostic.summary.hasSuffix("."))
    }

    private static let knownWords: [(String, AWSError.Reason)] = [
        (
            #"Unable to locate credentials. You can configure credentials by running "aws configure"."#,
            .noCredentials
        ),
        ("Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", .noCredentials),
        (
            "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO "
                + "session run aws sso login with the corresponding profile.", .expiredCredentials(.singleSignOn)
        ),
        (
            "Error when retrieving token from sso: Token has expired and refresh failed",
            .expiredCredentials(.singleSignOn)
        ),
        ("Error loading SSO Token: Token for main does not exist", .expiredCredentials(.singleSignOn)),
        (
            "Your session has expired or credentials have changed. Please reauthenticate using 'aws login'.",
            .expiredCredentials(.login)
        ),
        ("The config profile (pro d) could not be found", .unknownProfile("pro d")),
        (
            #"You must specify a region. You can also configure your region by running "aws configure"."#, .noRegion
        ),
        (
            #"Could not connect to the endpoint URL: "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions""#,
            .unreachable("https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions")
        ),
        (#"Read timeout on endpoint URL: "http://127.0.0.1:5000/""#, .unreachable("http://127.0.0.1:5000/")),
        (#"Failed to connect to proxy URL: "http://proxy:3128""#, .unreachable("http://proxy:3128")),
        ("Something new", .other),
    ]

    @Test(arguments: knownWords)
    func ownWords(words: String, reason: AWSError.Reason) async throws {
        for text in [
            "\n\(words)\n", "\naws: [ERROR]: \(words)\n", "\naws: [ERROR]: An error occurred (Code): \(words)\n",
        ] {
            let error = try await failure(text)
            #expect(error.reason == reason, "\(text)")
            #expect(error.message == words, "\(text)")
            #expect(error.code == nil, "\(text)")
        }
    }

    @Test func aPromptForACodeIsRecognized() async throws {
        let text = "Enter MFA code for arn:aws:iam::123456789012:mfa/me: \nEOF when reading a line\n"
        let error = try await failure(text, profile: "prod")
        #expect(error.reason == .codeRequired)
        #expect(error.diagnostics.first?.hints.first?.hasSuffix("aws sts get-caller-identity --profile prod") == true)
    }

    @Test func anUnknownOptionIsRecognized() async throws {
        let text = """
            usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
            To see help text, you can run:

              aws help

            Unknown options: --if-none-match, *

            """
        let error = try await failure(text)
        #expect(error.reason == .unknownOption("--if-none-match"))
        #expect(error.message == "Unknown options: --if-none-match, *")
    }

    @Test func hintsNameTheProfile() async throws {
        let words = "\nThe SSO session associated with this profile has expired or is otherwise invalid.\n"
        let error = try await failure(words, profile: "my prod")
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.identifier == "aws.expired-credentials")
        #expect(diagnostic.hints == ["sign in, then run the same command again: aws sso login --profile 'my prod'"])
        #expect(diagnostic.explanation?.contains("The SSO session associated with this profile has expired") == true)
        #expect(error.exitStatus == .unavailable)
    }

    @Test func theStatementThatIsMissing() async throws {
        let action = "lambda:GetAlias"
        let error = try await serviceError(
            "AccessDeniedException",
            "User: \(Self.role) is not authorized to perform: \(action) on resource: \(Self.function) because no "
                + "identity-based policy allows the \(action) action")
        guard case .denied(let denial) = error.reason else { return #expect(Bool(false), "\(error.reason)") }
        #expect(denial.principal == Self.role)
        #expect(denial.permission == AWSPermission(action: action, resources: [Self.function]))
        #expect(denial.notAllowedBy == "identity-based policy")
        #expect(denial.forbiddenBy == nil)
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.summary == "AWS denies 'lambda:GetAlias' on \(Self.function)")
        let statement = #"{"Effect":"Allow","Action":"lambda:GetAlias","Resource":"\#(Self.function)"}"#
        #expect(
            diagnostic.hints == ["add this statement to the identity-based policy of the role 'ci': \(statement)"])
    }

    @Test(arguments: [
        (" with an explicit deny in a service control policy", "service control policy"),
        (" with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/base", "identity-based policy"),
    ])
    func whatIsForbiddenGetsNoStatement(end: String, kind: String) async throws {
        let error = try await serviceError(
            "AccessDenied",
            #"User: \#(Self.role) is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/k""# + end)
        guard case .denied(let denial) = error.reason else { return #expect(Bool(false), "\(error.reason)") }
        #expect(denial.permission == AWSPermission(action: "s3:PutObject", resources: ["arn:aws:s3:::b/k"]))
        #expect(denial.forbiddenBy == kind)
        #expect(error.diagnostics.first?.hints == ["ask who manages the \(kind) of the role 'ci' for an exception"])
    }

    @Test func anotherActionThanTheCalls() async throws {
        let error = try await serviceError(
            "AccessDenied", "User: \(Self.role) is not authorized to perform: kms:Decrypt on this resource")
        guard case .denied(let denial) = error.reason else { return #expect(Bool(false), "\(error.reason)") }
        #expect(denial.permission == AWSPermission(action: "kms:Decrypt", resources: ["*"]))
        #expect(denial.isResourceUnknown)
        #expect(error.diagnostics.first?.summary == "AWS denies 'kms:Decrypt'")
        let assumed = try await failure(
            "\nAn error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::1:user/me is "
                + "not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/ci\n")
        guard case .denied(let other) = assumed.reason else { return #expect(Bool(false), "\(assumed.reason)") }
        #expect(other.permission == AWSPermission(action: "sts:AssumeRole", resources: ["arn:aws:iam::2:role/ci"]))
        #expect(assumed.diagnostics.first?.hints.first?.contains("the policy of the user 'me'") == true)
        #expect(assumed.diagnostics.first?.explanation?.hasPrefix("aws lambda get-alias (AssumeRole): ") == true)
    }

    @Test func whatS3DoesNotSayIsKnownOfTheCall() async throws {
        let text = "\nAn error occurred (403) when calling the HeadObject operation: Forbidden\n"
        let error = try await AWSSample().error(text, of: HeadObjectRequest(bucket: "b", key: "k"))
        guard case .denied(let denial) = error.reason else { return #expect(Bool(false), "\(error.reason)") }
        #expect(denial.permission == AWSPermission(action: "s3:GetObject", resources: ["arn:aws:s3:::b/k"]))
        #expect(error.diagnostics.first?.explanation?.contains("'s3:ListBucket'") == true)
    }

    @Test func placesHaveTheirPartition() throws {
        let region: Region = try #require(Region("cn-north-1"))
        let place = AWSPlace(region: region)
        #expect(place.function("orders", qualifier: "live") == "arn:aws-cn:lambda:cn-north-1:*:function:orders:live")
        #expect(place.object("k", in: "b") == "arn:aws-cn:s3:::b/k")
        #expect(AWSPlace().logGroup("/g") == "arn:aws:logs:*:*:log-group:/g:*")
    }

    @Test func longWordsAreCut() async throws {
        let error = try await serviceError("Odd", String(repeating: "x", count: 5_000))
        #expect(error.message.count == 2_001)
    }
}
