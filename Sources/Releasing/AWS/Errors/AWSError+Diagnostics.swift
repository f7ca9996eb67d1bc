import Model

extension AWSError {
    /// One error with AWS's own words.
    var diagnostics: [Diagnostic] {
        switch reason {
        case .noCredentials, .expiredCredentials, .codeRequired, .invalidCredentials, .unknownProfile, .noRegion:
            [credentialsDiagnostic]
        case .denied(let denial):
            [
                .error(
                    "aws.denied", denial.summary, explanation: explanation(denial.explanation), hints: [denial.hint])
            ]
        case .unknownOption, .reference, .unreadableAnswer: [programDiagnostic]
        case .unreachable, .notFound, .conflict, .throttled, .preconditionFailed, .other: [serviceDiagnostic]
        }
    }

    /// What was said, and by which call.
    private var words: String {
        let answer = code.map { "\($0): \(message)" } ?? message
        guard let operation, !call.hasSuffix(Self.dashed(operation)) else { return "aws \(call): \(answer)" }
        return "aws \(call) (\(operation)): \(answer)"
    }

    private func explanation(_ more: String? = nil) -> String {
        more.map { "\(words)\n\($0)" } ?? words
    }

    /// An option for the user's profile, to be put at the end of a command.
    private var profileOption: String { profile.map { " --profile \(shellQuoted($0))" } ?? "" }

    private var place: String { region.map { " in \($0)" } ?? "" }

    private var credentialsDiagnostic: Diagnostic {
        switch reason {
        case .noCredentials:
            .error(
                "aws.no-credentials", "there are no AWS credentials", explanation: explanation(),
                hints: [
                    "choose a profile, then run the same command again: export AWS_PROFILE=NAME",
                    "or create one: aws configure sso",
                ])
        case .expiredCredentials(let session):
            .error(
                "aws.expired-credentials", "the AWS session has expired", explanation: explanation(),
                hints: renewal(of: session))
        case .codeRequired:
            .error(
                "aws.code-required", "the AWS profile needs a code from an MFA device", explanation: explanation(),
                hints: [
                    "start a session in a terminal, then run the same command again: "
                        + "aws sts get-caller-identity\(profileOption)"
                ])
        case .invalidCredentials:
            .error(
                "aws.invalid-credentials", "AWS does not accept the credentials",
                explanation: explanation("They were deleted, belong to another partition, or the clock is wrong."),
                hints: ["see which credentials are used: aws configure list\(profileOption)"])
        case .unknownProfile(let name):
            .error(
                "aws.unknown-profile", "the AWS profile '\(name)' does not exist", explanation: explanation(),
                hints: ["see the profiles that exist: aws configure list-profiles", "or unset AWS_PROFILE"])
        default:
            .error(
                "aws.no-region", "no AWS region is set", explanation: explanation(),
                hints: ["name the stage's regions in swiftlambda.yaml", "or set one: export AWS_REGION=eu-west-1"])
        }
    }

    private func renewal(of session: AWSSession) -> [String] {
        switch session {
        case .singleSignOn: ["sign in, then run the same command again: aws sso login\(profileOption)"]
        case .login: ["sign in, then run the same command again: aws login\(profileOption)"]
        case .other:
            [
                "sign in if the profile uses single sign-on: aws sso login\(profileOption)",
                "or set new values of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN",
            ]
        }
    }

    private var programDiagnostic: Diagnostic {
        switch reason {
        case .unknownOption(let option):
            .error(
                "aws.unknown-option", "the AWS command line does not know the option '\(option)'",
                explanation: explanation(), hints: ["install a newer version of it, then run the same command again"])
        case .reference:
            .error(
                "aws.value-is-reference", "the AWS command line can't pass on the value '\(message)'",
                explanation: "It would replace the value with the content of that file or address.",
                hints: ["use a value that does not begin with 'file://', 'fileb://', 'http://' or 'https://'"])
        default:
            .error(
                "aws.unreadable-answer", "the answer to 'aws \(call)' has an unknown form", explanation: message,
                hints: ["install another version of the AWS command line, or report this"])
        }
    }

    private var serviceDiagnostic: Diagnostic {
        switch reason {
        case .unreachable(let address):
            .error(
                "aws.unreachable", "AWS can't be reached" + (address.map { " at \($0)" } ?? place),
                explanation: explanation(),
                hints: ["check the network, the region's name, and HTTPS_PROXY and AWS_ENDPOINT_URL if they are set"])
        case .notFound:
            .error(
                "aws.not-found", "'aws \(call)' found nothing\(place)", explanation: explanation(),
                hints: ["see whose account it is: aws sts get-caller-identity\(profileOption)"])
        case .conflict:
            .error(
                "aws.conflict", "another change is in progress\(place)", explanation: explanation(),
                hints: ["wait until it is done, then run the same command again"])
        case .throttled:
            .error(
                "aws.throttled", "AWS gets too many calls\(place)",
                explanation: explanation("It was tried several times, with random pauses."),
                hints: [
                    "wait a minute, then run the same command again",
                    "or allow more attempts: export AWS_MAX_ATTEMPTS=10",
                ])
        case .preconditionFailed:
            .error(
                "aws.precondition-failed", "something else has changed it since it was read\(place)",
                explanation: explanation("Nothing was changed by this call."),
                hints: ["see who changed it, then run the same command again"])
        default:
            .error(
                "aws.refused", "'aws \(call)' failed\(place)", explanation: explanation(),
                hints: isWithoutReason
                    ? ["see whether the credentials work: aws sts get-caller-identity\(profileOption)"] : [])
        }
    }

    /// Whether S3 answered HEAD, which has no body, with nothing but a status.
    private var isWithoutReason: Bool { code == "400" }

    /// An operation's name as the command line spells it: `GetAlias` is `get-alias`.
    private static func dashed(_ operation: String) -> String {
        var text = ""
        for character in operation {
            if character.isUppercase, !text.isEmpty { text += "-" }
            text += character.lowercased()
        }
        return text
    }
}
