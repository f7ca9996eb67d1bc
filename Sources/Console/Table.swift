/// Rows of text in aligned columns.
public struct Table: Sendable {
    /// A column of a table.
    public struct Column: Sendable, Hashable {
        /// On which side its text stands.
        public enum Alignment: Sendable, Hashable {
            case left
            case right
        }

        /// Its heading; where all are empty there is no heading line.
        public var title: String
        /// On which side its text stands.
        public var alignment: Alignment
        /// Whether its text may be cut where the table is too wide.
        public var isFlexible: Bool

        /// Creates a column.
        public init(_ title: String, alignment: Alignment = .left, isFlexible: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.isFlexible = isFlexible
        }
    }

    /// The columns.
    public var columns: [Column]
    /// The rows; a row that is too short has empty cells at its end.
    public var rows: [[String]]

    /// Creates a table.
    public init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The narrowest that a flexible column gets.
    private static let leastFlexibleWidth = 8
    private static let gap = "  "

    /// The table as lines, each ended by a line feed and with no spaces before it.
    ///
    /// Control characters in cells are made visible, so cells may come from anywhere, but carry no styles.
    public func rendered(traits: TerminalTraits, styles: StyleSheet = StyleSheet(isColored: false)) -> String {
        let header = columns.map(\.title)
        let cells = rows.map { row in columns.indices.map { $0 < row.count ? printable(row[$0]) : "" } }
        let hasHeader = header.contains { !$0.isEmpty }
        var widths = columns.indices.map { index in
            (cells.map { $0[index] } + [header[index]]).map(\.displayWidth).max() ?? 0
        }
        if let columns = traits.columns { narrow(&widths, toFit: columns) }

        let mark = traits.allowsUnicode ? "…" : "..."
        let lines = cells.map { line(of: $0, widths: widths, mark: mark) }
        let headerLine = styles.apply(.strong, to: line(of: header, widths: widths, mark: mark))
        return ((hasHeader ? [headerLine] : []) + lines).map { $0 + "\n" }.joined()
    }

    private func line(of cells: [String], widths: [Int], mark: String) -> String {
        let fields = columns.indices.map { index in
            let text = cells[index].truncated(toWidth: widths[index], mark: mark)
            let padding = String(repeating: " ", count: widths[index] - text.displayWidth)
            return columns[index].alignment == .left ? text + padding : padding + text
        }
        let line = fields.joined(separator: Self.gap)
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// Takes from the widest flexible column, a column at a time, until the table fits.
    private func narrow(_ widths: inout [Int], toFit total: Int) {
        var excess = widths.reduce(0, +) + Self.gap.count * max(0, columns.count - 1) - total
        while excess > 0 {
            let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > Self.leastFlexibleWidth }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}
