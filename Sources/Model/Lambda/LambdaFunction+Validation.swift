extension LambdaFunction {
    /// A setting that Lambda would refuse, by its key in `swiftlambda.yaml`.
    package struct Violation: Sendable, Hashable {
        /// The key path below the function, such as `["environment", "AWS_REGION"]`.
        package var keyPath: [String]
        /// A stable identifier, such as `function.reserved-environment`.
        package var identifier: String
        /// What is wrong.
        package var summary: String
        /// The reason, and the consequences on Lambda.
        package var explanation: String?
        /// What to do.
        package var hints: [String]

        init(
            _ keyPath: [String],
            _ identifier: String,
            _ summary: String,
            explanation: String? = nil,
            hints: [String] = []
        ) {
            self.keyPath = keyPath
            self.identifier = identifier
            self.summary = summary
            self.explanation = explanation
            self.hints = hints
        }
    }

    /// All settings that Lambda would refuse when the function is created, even if Terraform's validation accepts them.
    package var violations: [Violation] {
        nameViolations + rangeViolations + environmentViolations + logViolations + layerViolations + tagViolations
            + surroundingViolations
    }

    /// Whether a text has only characters that Lambda allows in names; the length is checked separately.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private var nameViolations: [Violation] {
        var found: [Violation] = []
        if !Self.isName(name) {
            found.append(
                Violation(
                    [], "function.invalid-name", "'\(name)' is not a valid name for a Lambda function",
                    explanation: "Names consist of letters, digits, '-' and '_'.",
                    hints: ["name the function under `functions:` and set its `product:` to the executable"]))
        }
        if let renamedFrom, renamedFrom == name || !Self.isName(renamedFrom) {
            found.append(
                Violation(
                    ["renamed_from"], "function.invalid-former-name",
                    "'\(renamedFrom.prefix(100))' cannot be the former name of '\(name)'",
                    explanation: "It is the name under `functions:` with which the function was deployed before.",
                    hints: ["remove `renamed_from` if the function was never renamed"]))
        }
        if deployedName != name, !Self.isName(deployedName) {
            found.append(
                Violation(
                    ["name"], "function.invalid-name", "'\(deployedName)' is not a valid name for a Lambda function",
                    explanation: "Names consist of letters, digits, '-' and '_'."))
        }
        if deployedName.count > LambdaLimits.nameLength {
            found.append(
                Violation(
                    deployedName == name ? [] : ["name"], "function.name-too-long",
                    "the function name '\(deployedName)' has \(deployedName.count) characters; "
                        + "Lambda allows at most \(LambdaLimits.nameLength)",
                    explanation: "Terraform's validation accepts it, and the deployment then fails."))
        }
        if let description, description.count > LambdaLimits.descriptionLength {
            found.append(
                Violation(
                    ["description"], "function.description-too-long",
                    "the description has \(description.count) characters; "
                        + "Lambda allows at most \(LambdaLimits.descriptionLength)"))
        }
        return found
    }

    private var rangeViolations: [Violation] {
        [
            ("memory", memory, LambdaLimits.memory, "MB"),
            ("timeout", timeout, LambdaLimits.timeout, "seconds"),
            ("ephemeralStorage", ephemeralStorage, LambdaLimits.ephemeralStorage, "MB"),
        ].compactMap { key, value, range, unit in
            guard !range.contains(value) else { return nil }
            return Violation(
                [key], "function.out-of-range",
                "\(key) is \(value) \(unit); Lambda allows \(range.inWords) \(unit)")
        }
    }

    private var environmentViolations: [Violation] {
        var found: [Violation] = []
        for name in (Array(environment.keys) + references.terraform.keys).sorted() {
            if LambdaLimits.reservedEnvironmentNames.contains(name) {
                found.append(
                    Violation(
                        ["environment", name], "function.reserved-environment",
                        "'\(name)' is an environment variable that is reserved by Lambda",
                        explanation: "Lambda refuses a function whose configuration sets it."))
            } else if !Self.isEnvironmentName(name) {
                found.append(
                    Violation(
                        ["environment", name], "function.invalid-environment-name",
                        "'\(name)' is not a valid name for an environment variable on Lambda",
                        explanation: "Names start with a letter, consist of letters, digits and '_', "
                            + "and have at least two characters."))
            }
        }
        let bytes = environment.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        if bytes > LambdaLimits.environmentBytes {
            found.append(
                Violation(
                    ["environment"], "function.environment-too-large",
                    "the environment variables take \(bytes) bytes; Lambda allows at most \(LambdaLimits.environmentBytes)",
                    explanation: "Names and values count together. Terraform's validation accepts it, "
                        + "and the deployment then fails.",
                    hints: ["keep large values in SSM Parameter Store or in a file of `include:`"]))
        }
        return found
    }

    private static func isEnvironmentName(_ name: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        guard name.utf8.count >= 2, let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
    }

    private var logViolations: [Violation] {
        var found: [Violation] = []
        if let retention = logs.retention, !LambdaLimits.logRetentionDays.contains(retention) {
            let known = LambdaLimits.logRetentionDays.map(String.init).joined(separator: ", ")
            found.append(
                Violation(
                    ["logs", "retention"], "function.log-retention",
                    "CloudWatch Logs can't keep logs for \(retention) days",
                    explanation: "Allowed periods in days: \(known)."))
        }
        if logs.format == .text, logs.applicationLevel != nil || logs.systemLevel != nil {
            found.append(
                Violation(
                    ["logs"], "function.log-level-needs-json", "log levels need the JSON log format",
                    explanation:
                        "Lambda filters by level only in the JSON format, and refuses levels with the text format.",
                    hints: ["set `format: json`, or remove the levels"]))
        }
        return found
    }

    private var layerViolations: [Violation] {
        let count = layers.count + (insights == .disabled ? 0 : 1)
        guard count > LambdaLimits.layers else { return [] }
        return [
            Violation(
                ["layers"], "function.too-many-layers",
                "the function has \(count) layers; Lambda allows at most \(LambdaLimits.layers)",
                explanation: "The Lambda Insights layer counts as one.")
        ]
    }
}
