import LibC

/// A terminal that is too narrow for columns.
package enum NarrowTerminal {
    /// Ensures a minimum width for code that reads it from the environment or the terminal.
    ///
    /// ArgumentParser 1.8 traps if help is wrapped to fewer columns than its indentation. It has no other way to
    /// set the width, and changing the environment is safe only while the process has one thread.
    ///
    /// - Parameter least: the minimum width in columns.
    package static func widen(to least: Int) {
        let asked = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
        guard let columns = asked ?? StandardStream.output.columns, columns < least else { return }
        // It fails only if memory runs out, and then help traps as before.
        _ = setenv("COLUMNS", "\(least)", 1)
    }
}
