/// Rows of text in aligned columns.
package struct Table: Sendable {
    /// A column of a table.
    package struct Column: Sendable, Hashable {
        /// The alignment of its text.
        package enum Alignment: Sendable, Hashable {
            case left
            case right
        }

        /// Its heading; without any headings there is no heading line.
        package var title: String
        /// The alignment of its text.
        package var alignment: Alignment
        /// Whether its text may be cut at the front if the table is too wide.
        package var isFlexible: Bool
        /// Whether it only illustrates the others, and is omitted if the table is too wide.
        package var isDecoration: Bool

        /// Creates a column.
        package init(
            _ title: String, alignment: Alignment = .left, isFlexible: Bool = false, isDecoration: Bool = false
        ) {
            self.title = title
            self.alignment = alignment
            self.isFlexible = isFlexible
            self.isDecoration = isDecoration
        }
    }

    /// The columns.
    package var columns: [Column]
    /// The rows; a short row has empty cells at its end.
    package var rows: [[String]]

    /// Creates a table.
    package init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The minimum width of a flexible column; if the table is still too wide, cells go below each other.
    private static let leastFlexibleWidth = 16
    private static let gap = "  "

    /// The table as lines, each ended by a line feed and without leading spaces.
    ///
    /// If it is wider than the terminal, paths lose their fronts, then decoration is omitted, and then each row becomes
    /// several lines. Control characters in cells are made visible, so cells can come from anywhere, but cannot carry
    /// styles.
    package func rendered(traits: TerminalTraits, styles: StyleSheet = StyleSheet(isColored: false)) -> String {
        let cells = rows.map { row in columns.indices.map { $0 < row.count ? printable(row[$0]) : "" } }
        let mark = traits.allowsUnicode ? "…" : "..."
        let plain = columns.indices.filter { !columns[$0].isDecoration }
        for shown in [Array(columns.indices), plain] {
            guard let widths = widths(of: shown, cells, toFit: traits.columns) else { continue }
            let header = line(of: columns.map(\.title), shown, widths: widths, mark: mark)
            let lines = cells.map { line(of: $0, shown, widths: widths, mark: mark) }
            let hasHeader = columns.contains { !$0.title.isEmpty }
            return ((hasHeader ? [styles.apply(.strong, to: header)] : []) + lines).map { $0 + "\n" }.joined()
        }
        return stacked(cells, plain, width: traits.columns ?? .max, mark: mark, styles: styles)
    }

    private func line(of cells: [String], _ shown: [Int], widths: [Int], mark: String) -> String {
        let fields = zip(shown, widths).map { index, width in
            let text = cells[index].truncatedAtFront(toWidth: width, mark: mark)
            let padding = String(repeating: " ", count: width - text.displayWidth)
            return columns[index].alignment == .left ? text + padding : padding + text
        }
        let line = fields.joined(separator: Self.gap)
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// The widths of some columns, after shrinking the widest flexible ones until the table fits.
    ///
    /// - Returns: `nil` if it cannot fit.
    private func widths(of shown: [Int], _ cells: [[String]], toFit total: Int?) -> [Int]? {
        var widths = shown.map { index in
            (cells.map { $0[index] } + [columns[index].title]).map(\.displayWidth).max() ?? 0
        }
        guard let total else { return widths }
        var excess = widths.reduce(0, +) + Self.gap.count * max(0, shown.count - 1) - total
        while excess > 0 {
            let flexible = shown.indices.filter {
                columns[shown[$0]].isFlexible && widths[$0] > Self.leastFlexibleWidth
            }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { return nil }
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let least = max(Self.leastFlexibleWidth, min(next, widths[widest] - 1))
            let taken = min(excess, widths[widest] - least)
            widths[widest] -= taken
            excess -= taken
        }
        return widths
    }

    /// Each row as a heading, its first cell, and a line for each of the others.
    private func stacked(
        _ cells: [[String]], _ shown: [Int], width: Int, mark: String, styles: StyleSheet
    ) -> String {
        var lines: [String] = []
        for row in cells {
            for (position, index) in shown.enumerated() {
                let text = row[index]
                if position == 0 {
                    lines.append(styles.apply(.strong, to: text.truncatedAtFront(toWidth: width, mark: mark)))
                } else if !text.isEmpty {
                    let title = columns[index].title.isEmpty ? "" : columns[index].title + ": "
                    let room = max(Self.leastFlexibleWidth, width - Self.gap.count - title.displayWidth)
                    lines.append(Self.gap + title + text.truncatedAtFront(toWidth: room, mark: mark))
                }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
