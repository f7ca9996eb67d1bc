import Testing

@testable import HCL

/// Expressions as text.
@Suite
struct ExpressionTests {
    /// Each kind of expression has its source form.
    @Test(
        arguments: [
            (.null, "null"),
            (.bool(true), "true"),
            (.number(-3), "-3"),
            (.string("a"), "\"a\""),
            (.list([]), "[]"),
            (.strings(["a", "b"]), "[\"a\", \"b\"]"),
            (.object([]), "{}"),
            (.reference("var", "region"), "var.region"),
            (.reference("local", "odd name"), "local[\"odd name\"]"),
            (.index(.reference("local", "layers"), .reference("var", "region")), "local.layers[var.region]"),
            (.index(.string("a"), .number(0)), "(\"a\")[0]"),
            (.equality(.reference("a", "b"), .string("")), "a.b == \"\""),
            (.equality(.equality(.reference("a"), .null), .bool(true)), "(a == null) == true"),
            (.call("list", .equality(.number(1), .call("f", .null))), "list(1 == f(null))"),
            (TypeConstraint.list(of: .string).expression, "list(string)"),
            (
                TypeConstraint.map(of: .object(strings: ["a", "b"])).expression,
                "map(object({ a = string, b = string }))"
            ),
            (.call("file", .string("x")), "file(\"x\")"),
            (.template(.interpolation(.reference("path", "module")), .literal("/x")), "\"${path.module}/x\""),
            (.template(.literal("$"), .interpolation(.number(1))), "\"\\u0024${(1)}\""),
            (.template(.literal("$"), .literal("{x}")), "\"$${x}\""),
            (.template(.interpolation(.reference("var", "a")), .literal("")), "var.a"),
            (.index(.reference("a"), .bool(true)), "a[(true)]"),
            (TypeConstraint.map(of: .map(of: .string)).expression, "map(map(string))"),
        ] as [(Expression, String)])
    func form(expression: Expression, text: String) {
        #expect(expression.inline == text)
    }

    /// Strings are escaped so that they stay one literal.
    @Test(
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#),
            ("${x} %{if}", #""$${x} %%{if}""#),
            ("$${x}", #""$$${x}""#),
            ("$ 100% {}", #""$ 100% {}""#),
            ("a\nb\tc\r", #""a\nb\tc\r""#),
            ("\u{0}\u{1B}\u{7F}\u{85}", #""\u0000\u001B\u007F\u0085""#),
            ("\u{202E}\u{FEFF}", #""\u202E\uFEFF""#),
            ("Grüße, 東京 🚀", "\"Grüße, 東京 🚀\""),
        ])
    func escaping(text: String, literal: String) {
        #expect(Escaping.quoted(text) == literal)
    }

    /// Keys are unquoted only if they are valid identifiers.
    @Test(
        arguments: [
            ("TABLE", "TABLE"), ("_a1", "_a1"), ("1a", "\"1a\""), ("eu-west-1", "\"eu-west-1\""),
            ("for", "\"for\""), ("null", "\"null\""), ("", "\"\""), ("a b", "\"a b\""), ("${x}", "\"$${x}\""),
            ("e\u{301}", "\"e\\u0301\""), ("👍🏽", "\"👍\\U0001F3FD\""),
        ])
    func keys(key: String, text: String) {
        #expect(Escaping.key(key) == text)
    }

    /// A comment cannot contain a line break.
    @Test func comments() {
        let document = Document(comment: ["one\ntwo", ""], blocks: [])
        #expect(document.rendered() == "# one\\u000Atwo\n#\n")
    }
}
