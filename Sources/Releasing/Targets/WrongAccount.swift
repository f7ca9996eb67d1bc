package import Model

/// The credentials belong to another account than that of the place.
package struct WrongAccount: DiagnosedError, Hashable {
    /// The place in words.
    package var place: String
    /// The account that the configuration names.
    package var expected: String
    /// The account of the credentials.
    package var found: String
    /// Who the credentials belong to.
    package var arn: String
    /// The user's profile.
    package var profile: String?

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "release.wrong-account",
                "the AWS credentials belong to the account \(found), and \(place) is in \(expected)",
                explanation: "They are those of \(arn)" + (profile.map { ", profile '\($0)'" } ?? "")
                    + ". Nothing was read or changed.",
                hints: [
                    "choose other credentials, such as with AWS_PROFILE",
                    "if the account is right, change `account:` in swiftlambda.yaml",
                ])
        ]
    }

    /// AWS cannot be used with these credentials: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
