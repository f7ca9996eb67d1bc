/// Styles for parts of a text; without colour they do nothing.
package struct StyleSheet: Sendable, Hashable {
    /// The available styles.
    package enum Style: Sendable, Hashable, CaseIterable {
        case error
        case warning
        case note
        case hint
        case strong
        case faint

        /// The parameters of "Select Graphic Rendition" (ECMA-48, 8.3.117).
        fileprivate var parameters: String {
            switch self {
            case .error: "1;31"
            case .warning: "1;33"
            case .note: "1;36"
            case .hint: "1;32"
            case .strong: "1"
            case .faint: "2"
            }
        }
    }

    /// Whether styles are enabled.
    package var isColored: Bool

    /// Creates a style sheet.
    package init(isColored: Bool) {
        self.isColored = isColored
    }

    /// The text in a style.
    package func apply(_ style: Style, to text: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(style.parameters)m\(text)\u{1B}[0m" : text
    }
}
