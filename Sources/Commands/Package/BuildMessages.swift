import SystemPackage

/// The messages of SwiftPM, compilers and linkers, made readable.
struct BuildMessages: Equatable {
    /// How many lines of a failed build are shown: the causes are near the end.
    static let mostLines = 100

    private(set) var lines: [String]

    /// - Parameters:
    ///   - package: the package that is built; its own faults are kept.
    ///   - isVerbose: whether everything is shown unchanged.
    init(_ lines: [String], package: FilePath, isVerbose: Bool) {
        guard !isVerbose else {
            self.lines = lines
            return
        }
        let messages = Self.messages(in: Self.withoutMktemp(lines)).filter { !$0[0].contains("libSwiftScan") }
        var seen: Set<[String]> = []
        self.lines = messages.compactMap { message -> [String]? in
            let message = Self.withoutOwnFiles(message, package: package)
            guard let message, Self.isRepeatable(message) || seen.insert(message).inserted else { return nil }
            return message
        }.flatMap { $0 }
    }

    /// The last lines, after the number of hidden ones.
    var folded: [String] {
        guard lines.count > Self.mostLines else { return lines }
        let hidden = lines.count - Self.mostLines
        return ["(\(hidden) earlier lines; --verbose shows them)"] + lines.suffix(Self.mostLines)
    }

    /// Foundation calls glibc's `mktemp`, and the linker warns about it in each program; users cannot change that.
    private static func withoutMktemp(_ lines: [String]) -> [String] {
        var kept: [String] = []
        for line in lines {
            if line.contains("the use of `mktemp' is dangerous") {
                // GNU ld names the function in a line of its own.
                if let last = kept.last, last.hasSuffix("':"), last.contains("in function `") { kept.removeLast() }
            } else {
                kept.append(line)
            }
        }
        return kept
    }

    /// The lines of each message: one with a severity, and those up to the next.
    private static func messages(in lines: [String]) -> [[String]] {
        var messages: [[String]] = []
        for line in lines {
            let isStart = ["warning: ", "error: ", "note: "].contains { line.contains($0) } && line.first != " "
            if isStart || messages.isEmpty {
                messages.append([line])
            } else {
                messages[messages.count - 1].append(line)
            }
        }
        return messages
    }

    /// Whether a message may appear twice: only warnings may not, which SwiftPM and linkers repeat for each product.
    private static func isRepeatable(_ message: [String]) -> Bool { !message[0].contains("warning: ") }

    private static let unhandled =
        " which are unhandled; explicitly declare them as resources or exclude from the target"

    /// A message about unhandled files, without those that swiftlambda writes; `nil` if none are left, or if they are a
    /// dependency's, which only its author can fix.
    private static func withoutOwnFiles(_ message: [String], package: FilePath) -> [String]? {
        guard message[0].contains(unhandled), let end = message[0].firstRange(of: unhandled) else { return message }
        var files = Array(message.dropFirst().prefix { $0.hasPrefix("    ") })
        let rest = message.dropFirst(1 + files.count)
        let all = files.count
        guard files.contains(where: { FilePath(String($0.dropFirst(4))).starts(with: package) }) else {
            return rest.isEmpty ? nil : Array(rest)
        }
        files.removeAll { isOwn(FilePath(String($0.dropFirst(4))), package: package) }
        guard !files.isEmpty else { return rest.isEmpty ? nil : Array(rest) }
        guard files.count < all, let start = message[0].firstRange(of: "found ") else { return message }
        let head = message[0][..<start.upperBound] + "\(files.count) file(s)" + message[0][end.lowerBound...]
        return [String(head)] + files + rest
    }

    /// Whether a file is one that swiftlambda reads or writes.
    private static func isOwn(_ file: FilePath, package: FilePath) -> Bool {
        var relative = file
        guard relative.removePrefix(package), let first = relative.components.first?.string else { return false }
        return ["swiftlambda.yaml", "swiftlambda.lock", "terraform"].contains(first)
    }
}
