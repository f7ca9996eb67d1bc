import Model

/// AWS or its command line refused a call.
struct AWSError: DiagnosedError, Hashable {
    /// The cause, as far as it is known.
    enum Reason: Sendable, Hashable {
        /// The user has no credentials.
        case noCredentials
        /// The credentials or the session expired.
        case expiredCredentials(AWSSession)
        /// The profile needs a code of an MFA device, which only a terminal can ask for.
        case codeRequired
        /// AWS does not accept the credentials.
        case invalidCredentials
        /// The user's files have no such profile.
        case unknownProfile(String)
        /// No region is known.
        case noRegion
        /// The service could not be reached at an address.
        case unreachable(String?)
        /// A permission is missing.
        case denied(AWSDenial)
        /// The resource does not exist.
        case notFound
        /// Something else changes the resource at the moment.
        case conflict
        /// There were too many calls.
        case throttled
        /// The resource changed since it was read, or exists already.
        case preconditionFailed
        /// The AWS command line lacks an option.
        case unknownOption(String)
        /// A value would be replaced with the content of a file.
        case reference
        /// The answer does not have the form that AWS documents.
        case unreadableAnswer
        /// Any other.
        case other
    }

    /// The cause.
    var reason: Reason
    /// The call, such as `lambda update-alias`.
    var call: String
    /// What AWS or its command line said.
    var message: String
    /// AWS's name of the error, if AWS answered at all.
    var code: String?
    /// AWS's name of the operation, which may be one before the call, such as `AssumeRole`.
    var operation: String?
    /// The user's profile.
    var profile: String?
    /// The region of the call.
    var region: String?

    /// The exit status: 69 if AWS can't be used at all, 65 for wrong settings, 1 if AWS refused.
    var exitStatus: ExitStatus {
        switch reason {
        case .noCredentials, .expiredCredentials, .codeRequired, .invalidCredentials, .unreachable, .throttled,
            .unknownOption:
            .unavailable
        case .unknownProfile, .noRegion, .reference: .badInput
        case .denied, .notFound, .conflict, .preconditionFailed, .unreadableAnswer, .other: .unsatisfied
        }
    }
}

/// How a user renews an expired session.
enum AWSSession: Sendable, Hashable {
    /// With `aws sso login`.
    case singleSignOn
    /// With `aws login`.
    case login
    /// In the way in which the credentials came.
    case other
}
