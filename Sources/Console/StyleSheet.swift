/// Styles for parts of a text; without colour they leave it as it is.
public struct StyleSheet: Sendable, Hashable {
    /// The styles that are used.
    public enum Style: Sendable, Hashable, CaseIterable {
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

    /// Whether styles show.
    public var isColored: Bool

    /// Creates a style sheet.
    public init(isColored: Bool) {
        self.isColored = isColored
    }

    /// The text in a style.
    public func apply(_ style: Style, to text: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(style.parameters)m\(text)\u{1B}[0m" : text
    }
}
