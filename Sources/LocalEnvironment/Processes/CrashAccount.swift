/// A summary of what a crashed Swift program wrote to standard error.
package struct CrashAccount: Sendable, Hashable {
    /// One call of the thread that crashed.
    package struct Frame: Sendable, Hashable {
        /// The function's name.
        package var function: String
        /// The file with line and column, if symbols reveal it.
        package var place: String?

        /// Creates a frame.
        package init(function: String, place: String? = nil) {
            self.function = function
            self.place = place
        }
    }

    /// Swift's own message, such as `main.swift:1: Fatal error: …`.
    package var message: String?
    /// The cause of death, such as `Illegal instruction`.
    package var reason: String?
    /// The calls, innermost first, without the calls in Swift's own libraries that lead to the trap.
    package var frames: [Frame]

    /// Reads the lines that a program wrote; `nil` if they do not describe a crash.
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
        // Names can contain " in " themselves, as closures' do, so the last one counts.
        let symbol = rest.range(of: " in ", .last).map { String(rest[..<$0.lowerBound]) } ?? rest
        let tail = rest.range(of: " in ", .last).map { rest[$0.upperBound...] } ?? ""
        let place = tail.range(of: " at ").map { String(tail[$0.upperBound...]) }
        let function = symbol.range(of: " + ", .last).map { String(symbol[..<$0.lowerBound]) } ?? symbol
        return Frame(function: function, place: place)
    }

    private static func tellsNothing(_ frame: Frame) -> Bool {
        // A name without symbols is of no use.
        ["<unknown>", "_assertionFailure(", "_fatalErrorMessage(", "_swift_runtime_on_report", "swift_reportError"]
            .contains { frame.function.contains($0) }
    }
}

private enum Occurrence {
    case first
    case last
}

extension StringProtocol {
    /// The range of a text; `nil` if it does not occur.
    fileprivate func range(of text: String, _ occurrence: Occurrence = .first) -> Range<Index>? {
        switch occurrence {
        case .first: firstRange(of: text)
        case .last: ranges(of: text).last
        }
    }
}
