/// What the AWS command line wrote to standard error, taken apart.
struct AWSComplaint: Hashable {
    /// AWS's name of the error, such as `ResourceNotFoundException`; `nil` if AWS did not answer.
    var code: String?
    /// AWS's name of the operation, such as `UpdateAlias`.
    var operation: String?
    /// AWS's message, or the words of the command line itself.
    var message: String
    /// Whether the program asked for a code of an MFA device, and nobody could answer.
    private var asksForCode: Bool

    /// Reads it.
    ///
    /// Sources of the forms: `ClientError.MSG_TEMPLATE` in botocore/exceptions.py, `CLIDriver.main` in
    /// awscli/clidriver.py; version 2 adds `aws: [ERROR]: ` and a code to its own words.
    init(standardError text: String) {
        // `prompt` in botocore/credentials.py.
        asksForCode = text.contains("Enter MFA code for ")
        let answered =
            #/An error occurred \(([^)]*)\) when calling the (\S+) operation(?: \(reached max retries: \d+\))?: ?/#
        if let match = text.firstMatch(of: answered) {
            code = String(match.1)
            operation = String(match.2)
            message = Self.firstParagraph(of: text[match.range.upperBound...])
            return
        }
        if let match = text.firstMatch(of: #/An error occurred \([A-Za-z0-9_.]+\): /#) {
            message = Self.firstParagraph(of: text[match.range.upperBound...])
            return
        }
        // Wrong options come after a long usage, and warnings of Python come first.
        let paragraphs = text.split(separator: "\n\n").map(Self.trimmed).filter { !$0.isEmpty }
        let last = paragraphs.last ?? ""
        message = Self.limited(last.hasPrefix("aws: [ERROR]: ") ? last.dropFirst("aws: [ERROR]: ".count) : last)
    }

    /// Version 2 may add paragraphs with details.
    private static func firstParagraph(of text: Substring) -> String {
        let end = text.firstRange(of: "\n\n")?.lowerBound ?? text.endIndex
        return limited(trimmed(text[..<end]))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }

    private static func limited(_ text: Substring) -> String {
        text.count > 2_000 ? String(text.prefix(2_000)) + "…" : String(text)
    }
}

extension AWSComplaint {
    /// The cause.
    ///
    /// - Parameter permission: what the call needs.
    func reason(needing permission: AWSPermission) -> AWSError.Reason {
        guard let code else { return ownReason }
        switch code {
        case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired":
            return .expiredCredentials(.other)
        case "UnauthorizedException" where operation == "GetRoleCredentials":
            return .expiredCredentials(.singleSignOn)
        case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch",
            "InvalidSignatureException", "AuthFailure", "IncompleteSignature", "MissingAuthenticationToken",
            "MissingAuthenticationTokenException", "RequestTimeTooSkewed", "InvalidToken":
            return .invalidCredentials
        // S3 answers HEAD without a body, so the code is the status.
        case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "403":
            return .denied(AWSDenial(message: message, needing: permission))
        case "ResourceNotFoundException", "ResourceNotFound", "NoSuchBucket", "NoSuchKey", "404": return .notFound
        case "ResourceConflictException", "ConditionalRequestConflict", "OperationAborted", "409": return .conflict
        case "PreconditionFailed", "PreconditionFailedException", "412": return .preconditionFailed
        case _ where Self.throttlingCodes.contains(code): return .throttled
        default: return .other
        }
    }

    /// Source: `_THROTTLED_ERROR_CODES` in botocore/retries/standard.py.
    private static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    /// Words of the command line, by their cause.
    ///
    /// Source: botocore/exceptions.py and botocore/tokens.py.
    private static let ownWords: [(words: String, reason: AWSError.Reason)] = [
        ("Unable to locate credentials", .noCredentials),
        ("Unable to locate authorization token", .noCredentials),
        ("Partial credentials found in", .noCredentials),
        ("The SSO session associated with this profile has expired", .expiredCredentials(.singleSignOn)),
        ("Error loading SSO Token", .expiredCredentials(.singleSignOn)),
        ("Token has expired and refresh failed", .expiredCredentials(.singleSignOn)),
        ("Error when retrieving token from sso", .expiredCredentials(.singleSignOn)),
        ("Please reauthenticate using 'aws login'", .expiredCredentials(.login)),
        ("Error loading login session token", .expiredCredentials(.login)),
        ("MFA token required", .codeRequired),
        ("Error when retrieving credentials from", .noCredentials),
        ("You must specify a region", .noRegion),
    ]
    private static let unreachableWords = [
        "Could not connect to the endpoint URL", "Connect timeout on endpoint URL", "Read timeout on endpoint URL",
        "Connection was closed before we received a valid response", "Failed to connect to proxy URL",
        "SSL validation failed for", "An HTTP Client failed to establish a connection",
    ]

    private var ownReason: AWSError.Reason {
        if asksForCode { return .codeRequired }
        if let known = Self.ownWords.first(where: { message.contains($0.words) }) { return known.reason }
        if let match = message.firstMatch(of: #/The config profile \((.*)\) could not be found/#) {
            return .unknownProfile(String(match.1))
        }
        if let match = message.firstMatch(of: #/Unknown options: ([^ ,]+)/#) {
            return .unknownOption(String(match.1))
        }
        if Self.unreachableWords.contains(where: { message.contains($0) }) {
            return .unreachable(message.firstMatch(of: #/"?(https?:\/\/[^" ]+)"?/#).map { String($0.1) })
        }
        return .other
    }
}
