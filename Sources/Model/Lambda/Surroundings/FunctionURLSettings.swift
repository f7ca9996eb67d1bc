/// The URL of a function.
package struct FunctionURLSettings: Sendable, Hashable {
    /// Who may call it.
    package enum Authorization: String, Sendable, Hashable, CaseIterable {
        /// Callers that sign their requests and whom IAM allows it.
        case iam
        /// Everyone.
        case none
    }

    /// How the response is sent.
    package enum ResponseMode: String, Sendable, Hashable, CaseIterable {
        /// As a whole.
        case buffered
        /// While the function writes it.
        case stream
    }

    /// Who may call it.
    package var authorization: Authorization
    /// How the response is sent.
    package var responseMode: ResponseMode
    /// What pages of other origins may do.
    package var crossOrigin: CrossOriginSettings?

    /// Creates settings.
    package init(
        authorization: Authorization = .iam, responseMode: ResponseMode = .buffered,
        crossOrigin: CrossOriginSettings? = nil
    ) {
        self.authorization = authorization
        self.responseMode = responseMode
        self.crossOrigin = crossOrigin
    }
}
