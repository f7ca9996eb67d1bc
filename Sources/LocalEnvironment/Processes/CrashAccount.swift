/// What a crashed Swift program told on standard error, in short.
package struct CrashAccount: Sendable, Hashable {
    /// One call of the thread that crashed.
    package struct Frame: Sendable, Hashable {
        /// The function's name.
        package var function: String
        /// The file with line and column, where symbols tell it.
        package var place: String?

        /// Creates a frame.
        package init(function: String, place: String? = nil) {
            self.function = function
            self.place = place
        }
    }

    /// What Swift itself said, such as `main.swift:1: Fatal error: …`.
    package var message: String?
    /// What the program died of, such as `Illegal instruction`.
    package var reason: String?
    /// The calls, the innermost first, without those of Swift's own libraries that lead to the trap.
    package var frames: [Frame]

    /// Reads the lines that a program wrote; `nil` where none tells of a crash.
    package init?(lines: some Sequence<String>) {
        frames = []
        var isInCrashedThread = false
        for line in lines {
            if Self.isMessage(line) { message = line }
            if let reason = Self.reason(in: line) { self.reason = reason }
            if line.hasPrefix("Thread "), line.contains(" crashed") {
                isInCrashedThread = true
            } else if isInCrashedThread, line.hasPrefix("Thread ") || line.hasPrefix("Registers:") {
                isInCrashedThread = false
            } else if isInCrashedThread, let frame = Self.frame(in: line) {
                frames.append(frame)
            }
        }
        frames.removeAll(where: Self.tellsNothing)
        if message == nil && reason == nil && frames.isEmpty { return nil }
    }

    private static func isMessage(_ line: String) -> Bool {
        ["Fatal error: ", "Precondition failed", "Assertion failed", "Fatal access conflict"].contains { mark in
            line.hasPrefix(mark) || line.contains(": \(mark)")
        }
    }

    /// Reads `*** Program crashed: Illegal instruction at 0x… ***`.
    private static func reason(in line: String) -> String? {
        guard let mark = line.range(of: "Program crashed: ") else { return nil }
        let rest = line[mark.upperBound...]
        let end = rest.range(of: " at 0x")?.lowerBound ?? rest.range(of: " ***")?.lowerBound ?? rest.endIndex
        return String(rest[..<end])
    }

    /// Reads `2 [ra] 0x00005597323dc092 Handler.handle(_:) + 145 in bootstrap at /src/main.swift:1:51`.
    private static func frame(in line: String) -> Frame? {
        let words = line.split(separator: " ")
        guard let number = words.first, number.allSatisfy(\.isNumber),
            let address = words.firstIndex(where: { $0.hasPrefix("0x") }), address <= 3
        else { return nil }
        let rest = words[(address + 1)...].joined(separator: " ")
        guard !rest.isEmpty else { return nil }
        // Names may hold " in " themselves, as closures do, so that the last one counts.
        let symbol = rest.range(of: " in ", .last).map { String(rest[..<$0.lowerBound]) } ?? rest
        let tail = rest.range(of: " in ", .last).map { rest[$0.upperBound...] } ?? ""
        let place = tail.range(of: " at ").map { String(tail[$0.upperBound...]) }
        let function = symbol.range(of: " + ", .last).map { String(symbol[..<$0.lowerBound]) } ?? symbol
        return Frame(function: function, place: place)
    }

    private static func tellsNothing(_ frame: Frame) -> Bool {
        // Without symbols a name says nothing.
        ["<unknown>", "_assertionFailure(", "_fatalErrorMessage(", "_swift_runtime_on_report", "swift_reportError"]
            .contains { frame.function.contains($0) }
    }
}

private enum Occurrence {
    case first
    case last
}

extension StringProtocol {
    /// Where a text stands; `nil` where it does not.
    fileprivate func range(of text: String, _ occurrence: Occurrence = .first) -> Range<Index>? {
        switch occurrence {
        case .first: firstRange(of: text)
        case .last: ranges(of: text).last
        }
    }
}
