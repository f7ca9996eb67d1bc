/// An SDK that `sdk make` gives.
package struct MadeSDK: Sendable, Hashable {
    /// The SDK.
    package var sdk: SwiftSDK
    /// Whether this run created it, rather than an earlier one.
    package var wasMade: Bool
}
