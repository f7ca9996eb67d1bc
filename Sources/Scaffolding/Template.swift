import AWSRuntimeTemplate
import PostgresTemplate
import SharedTemplate
import StandaloneTemplate

/// The starting point of a new package.
package enum Template: String, Sendable, Hashable, Codable, CaseIterable {
    /// A function that needs only the toolchain.
    case standalone
    /// A function on the official Swift runtime and Service Lifecycle.
    case awsRuntime = "aws-runtime"
    /// A function with a connection to PostgreSQL.
    case postgres

    /// The files, by their paths in the package; paths and texts contain tags.
    var files: [String: [UInt8]] {
        let own =
            switch self {
            case .standalone: [lambdaRuntimeTemplate, standaloneTemplate]
            case .awsRuntime: [awsRuntimeTemplate]
            case .postgres: [lambdaRuntimeTemplate, postgresTemplate]
            }
        return own.reduce(commonTemplate) { files, more in files.merging(more) { _, own in own } }
    }
}
