/// An extension that is played by this program.
package enum StandInExtension: String, Sendable, Hashable, Codable, CaseIterable {
    /// An external extension that behaves as that of Lambda Insights: it wants INVOKE and SHUTDOWN.
    case insights
    /// An internal extension that wants no events.
    case `internal`

    /// The name under which it registers.
    package var extensionName: String {
        switch self {
        case .insights: "cloudwatch_lambda_agent"
        case .internal: "swiftlambda-internal"
        }
    }
}
