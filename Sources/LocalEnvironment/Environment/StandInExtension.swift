/// An extension that this program simulates.
package enum StandInExtension: String, Sendable, Hashable, Codable, CaseIterable {
    /// An external extension that behaves like Lambda Insights: it subscribes to INVOKE and SHUTDOWN.
    case insights
    /// An internal extension that subscribes to no events.
    case `internal`

    /// The name under which it registers.
    package var extensionName: String {
        switch self {
        case .insights: "cloudwatch_lambda_agent"
        case .internal: "swiftlambda-internal"
        }
    }
}
