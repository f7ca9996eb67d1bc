/// The version of swiftlambda.
package enum ToolVersion {
    /// This release's.
    package static let current = "0.1.0"
}
