package import Model

/// What a command that could not do its work has to say, as the payload of a JSON result.
package struct DiagnosticList: Sendable, Hashable, Codable {
    /// The diagnostics.
    package var diagnostics: [Diagnostic]

    /// Creates a list.
    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}
