import LibC

/// A terminal that is too narrow for what is laid out in columns.
package enum NarrowTerminal {
    /// Makes whoever asks the environment or the terminal for its width hear of a least one.
    ///
    /// ArgumentParser 1.8 traps where help is to be wrapped to fewer columns than it is indented by. It has no other way to
    /// be told of a width, and changing the environment is safe only while the process has one thread.
    ///
    /// - Parameter least: the least width in columns.
    package static func widen(to least: Int) {
        let asked = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
        guard let columns = asked ?? StandardStream.output.columns, columns < least else { return }
        // It fails only for want of memory, and then help traps as before.
        _ = setenv("COLUMNS", "\(least)", 1)
    }
}
