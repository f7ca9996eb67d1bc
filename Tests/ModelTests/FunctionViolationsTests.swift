import Model
import Testing

/// What Lambda would refuse in a function.
@Suite
struct FunctionViolationsTests {
    private static func function(_ change: (inout LambdaFunction) -> Void) -> LambdaFunction {
        var function = LambdaFunction(name: "orders", product: "Orders", architecture: .arm64)
        change(&function)
        return function
    }

    /// A function with default settings, or at the limits, has no violations.
    @Test func none() {
        let atLimits = Self.function {
            $0.name = String(repeating: "n", count: 64)
            $0.description = String(repeating: "d", count: 256)
            $0.memory = 10_240
            $0.timeout = 900
            $0.ephemeralStorage = 10_240
            $0.environment = ["AB": String(repeating: "v", count: 4_094)]
            $0.layers = ["a", "b", "c", "d"]
            $0.tags = Dictionary(uniqueKeysWithValues: (1...50).map { ("key\($0)", "") })
            $0.logs = LogSettings(retention: nil, format: .json, applicationLevel: .trace, systemLevel: .warn)
        }
        #expect(Self.function { _ in }.violations.isEmpty)
        #expect(atLimits.violations.isEmpty)
    }

    /// Each violation names its key.
    @Test(
        arguments: [
            (function { $0.name = "" }, [], "function.invalid-name"),
            (function { $0.name = "a.b" }, [], "function.invalid-name"),
            (function { $0.name = "örders" }, [], "function.invalid-name"),
            (function { $0.name = String(repeating: "n", count: 65) }, [], "function.name-too-long"),
            (
                function { $0.description = String(repeating: "d", count: 257) }, ["description"],
                "function.description-too-long"
            ),
            (
                function { $0.tags = Dictionary(uniqueKeysWithValues: (0...50).map { ("key\($0)", "") }) }, ["tags"],
                "function.too-many-tags"
            ),
            (function { $0.tags = ["Team": "", "team": ""] }, ["tags", "team"], "function.tags-differ-in-case"),
            (function { $0.tags = ["ÜBER": "", "über": ""] }, ["tags", "über"], "function.tags-differ-in-case"),
            (function { $0.memory = 127 }, ["memory"], "function.out-of-range"),
            (function { $0.memory = 10_241 }, ["memory"], "function.out-of-range"),
            (function { $0.timeout = 0 }, ["timeout"], "function.out-of-range"),
            (function { $0.timeout = 901 }, ["timeout"], "function.out-of-range"),
            (function { $0.ephemeralStorage = 511 }, ["ephemeralStorage"], "function.out-of-range"),
            (
                function { $0.environment = ["AWS_REGION": "x"] }, ["environment", "AWS_REGION"],
                "function.reserved-environment"
            ),
            (
                function { $0.environment = ["_HANDLER": "x"] }, ["environment", "_HANDLER"],
                "function.reserved-environment"
            ),
            (function { $0.environment = ["A": "x"] }, ["environment", "A"], "function.invalid-environment-name"),
            (function { $0.environment = ["1A": "x"] }, ["environment", "1A"], "function.invalid-environment-name"),
            (function { $0.environment = ["A-B": "x"] }, ["environment", "A-B"], "function.invalid-environment-name"),
            (
                function { $0.environment = ["AB": String(repeating: "é", count: 2_048)] }, ["environment"],
                "function.environment-too-large"
            ),
            (function { $0.logs.retention = 2 }, ["logs", "retention"], "function.log-retention"),
            (function { $0.logs.systemLevel = .info }, ["logs"], "function.log-level-needs-json"),
            (function { $0.layers = ["a", "b", "c", "d", "e"] }, ["layers"], "function.too-many-layers"),
            (
                function {
                    $0.layers = ["a", "b", "c", "d", "e", "f"]
                    $0.insights = .disabled
                }, ["layers"], "function.too-many-layers"
            ),
        ] as [(LambdaFunction, [String], String)])
    func violation(function: LambdaFunction, keyPath: [String], identifier: String) {
        #expect(function.violations.map(\.keyPath) == [keyPath])
        #expect(function.violations.map(\.identifier) == [identifier])
    }

    /// Include rules that make no sense are violations.
    @Test(
        arguments: [
            ("a", IncludeRule(source: "a")), ("a=b", IncludeRule(source: "a", destination: "b")),
            ("a=b=c", IncludeRule(source: "a", destination: "b=c")), ("", nil), ("=b", nil), ("a=", nil),
        ] as [(String, IncludeRule?)])
    func includeRule(argument: String, rule: IncludeRule?) {
        #expect(IncludeRule(argument: argument) == rule)
    }
}
