extension LambdaFunction {
    /// Settings of what surrounds the function that AWS would refuse.
    var surroundingViolations: [Violation] {
        versionViolations + concurrencyViolations + asynchronousViolations + placementViolations
            + triggerViolations + apiViolations
    }

    static func needs(_ keyPath: [String], _ other: String, because explanation: String, write: String) -> Violation {
        Violation(
            keyPath, "function.needs-setting", "`\(keyPath.joined(separator: "."))` needs `\(other)`",
            explanation: explanation, hints: ["write `\(write)`, or remove `\(keyPath.joined(separator: "."))`"])
    }

    static func outOfRange(_ keyPath: [String], _ value: Int?, _ range: ClosedRange<Int>, unit: String) -> Violation? {
        guard let value, !range.contains(value) else { return nil }
        let allowed = range.upperBound == .max ? "at least \(range.lowerBound)" : range.inWords
        return Violation(
            keyPath, "function.out-of-range",
            "\(keyPath.joined(separator: ".")) is \(value)\(unit); Lambda allows \(allowed)\(unit)")
    }

    private var versionViolations: [Violation] {
        guard let alias = surroundings.alias else { return [] }
        var found: [Violation] = []
        if !LambdaLimits.isAlias(alias) {
            found.append(
                Violation(
                    ["alias"], "function.invalid-alias", "'\(alias)' is not a valid name for an alias",
                    explanation: "A name has 1 to 128 letters, digits, '-' and '_', and not only digits.",
                    hints: ["name it by its use, such as `alias: live`"]))
        }
        if surroundings.versions == false {
            found.append(
                Self.needs(
                    ["alias"], "versions", because: "An alias points to a published version.",
                    write: "versions: true"))
        }
        return found
    }

    private var concurrencyViolations: [Violation] {
        guard let concurrency = surroundings.concurrency else { return [] }
        var found = [
            Self.outOfRange(["concurrency", "reserved"], concurrency.reserved, 0...(.max), unit: ""),
            Self.outOfRange(["concurrency", "provisioned"], concurrency.provisioned, 1...(.max), unit: ""),
        ].compactMap { $0 }
        guard let provisioned = concurrency.provisioned else { return found }
        if surroundings.alias == nil {
            found.append(
                Self.needs(
                    ["concurrency", "provisioned"], "alias",
                    because: "Lambda keeps environments of a version ready, which callers reach through an alias.",
                    write: "alias: live"))
        }
        if let reserved = concurrency.reserved, provisioned > reserved {
            found.append(
                Violation(
                    ["concurrency", "provisioned"], "function.out-of-range",
                    "concurrency.provisioned is \(provisioned); `reserved` allows at most \(reserved)",
                    explanation: "Provisioned environments count against the reserved ones."))
        }
        return found
    }

    private var asynchronousViolations: [Violation] {
        guard let asynchronous = surroundings.asynchronous else { return [] }
        return [
            Self.outOfRange(["async", "maxAge"], asynchronous.maxAge, LambdaLimits.eventAge, unit: " seconds"),
            Self.outOfRange(["async", "attempts"], asynchronous.attempts, LambdaLimits.eventAttempts, unit: ""),
        ].compactMap { $0 }
    }
}

extension LambdaLimits {
    /// How long Lambda may keep an event for a function, in seconds.
    package static let eventAge = 60...21_600
    /// How often Lambda may try an event, including the first time.
    package static let eventAttempts = 1...3

    /// Whether a text may be the name of an alias.
    static func isAlias(_ text: String) -> Bool {
        LambdaFunction.isName(text) && text.utf8.count <= 128
            && !text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
