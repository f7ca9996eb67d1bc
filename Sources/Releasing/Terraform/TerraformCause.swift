import Model

/// Why a run failed, as far as its words show.
package enum TerraformCause: Sendable, Hashable {
    /// Somebody else uses the state.
    case locked(StateLock)
    /// `init` was not run, or not since providers, modules or the backend were added.
    case notInitialized
    /// The backend is another one than at the last `init`.
    case backendChanged
    /// The credentials are no longer valid.
    case expiredCredentials
    /// Credentials are missing.
    case noCredentials
    /// The credentials belong to an account that the configuration does not allow.
    case wrongAccount(String?)
    /// A permission is missing.
    case denied(AWSDenial)
    /// The state changed after the plan was made.
    case stalePlan
    /// The run was interrupted.
    case interrupted
    /// None of these.
    case other

    /// Finds the cause; the first one that is known counts.
    package init(of diagnostics: [TerraformDiagnostic]) {
        let causes = diagnostics.filter { $0.severity == .error }.compactMap { Self(of: $0.text) }
        // Credentials that expire during an apply often leave a lock behind, too.
        self = causes.first { $0 == .expiredCredentials } ?? causes.first ?? .other
    }

    private init?(of text: String) {
        func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
        if says("Error acquiring the state lock", "Error locking state") {
            if let cause = Self(ofCredentials: text) {
                self = cause
            } else if let denied = AWSDenial(words: text) {
                self = .denied(denied)
            } else {
                self = .locked(StateLock(words: text))
            }
        } else if says("Saved plan is stale") {
            self = .stalePlan
        } else if says("Backend configuration changed", "Backend configuration block has changed") {
            self = .backendChanged
        } else if says("initialization required") {
            // The words that follow name changes in each case.
            let isFirst = says("Initial configuration of the requested")
            self = isFirst || !says("hanged") ? .notInitialized : .backendChanged
        } else if says(
            "Module not installed", "Inconsistent dependency lock file", "Required plugins are not installed",
            "Missing required provider", "module is not yet installed")
        {
            self = .notInitialized
        } else if let match = text.firstMatch(of: /AWS [Aa]ccount (?:ID )?not allowed: ?([0-9]+)?/) {
            self = .wrongAccount(match.1.map { String($0) })
        } else if let cause = Self(ofCredentials: text) {
            self = cause
        } else if let denied = AWSDenial(words: text) {
            self = .denied(denied)
        } else {
            return nil
        }
    }

    private init?(ofCredentials text: String) {
        func says(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
        if says(
            "ExpiredToken", "RequestExpired", "TokenRefreshRequired",
            "security token included in the request is expired",
            "SSO session has expired", "SSO token has expired", "token has expired and refresh failed",
            "refresh cached SSO token failed", "failed to refresh cached credentials", "UnauthorizedSSOTokenError")
        {
            self = .expiredCredentials
        } else if says(
            "No valid credential sources found", "no EC2 IMDS role found", "NoCredentialProviders",
            "failed to get shared config profile", "InvalidClientTokenId", "UnrecognizedClientException",
            "SignatureDoesNotMatch")
        {
            self = .noCredentials
        } else {
            return nil
        }
    }
}
