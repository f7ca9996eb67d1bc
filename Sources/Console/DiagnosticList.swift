package import Model

/// The diagnostics of a failed command, as the payload of a JSON result.
package struct DiagnosticList: Sendable, Hashable, Codable {
    /// The diagnostics.
    package var diagnostics: [Diagnostic]

    /// Creates a list.
    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
