import Testing

@testable import HCL

/// Layout of files.
@Suite
struct DocumentTests {
    /// Arguments come first, then blocks, then what goes after blocks; neighbours are aligned.
    @Test func layout() {
        let document = Document(
            comment: ["Head"],
            blocks: [
                Block("resource", "aws_x", "y", comment: ["About y"]) {
                    Argument("depends_on", .list([.reference("a", "b")]), position: .afterBlocks)
                    Block("nested") {
                        Argument(
                            "variables",
                            .object([
                                ObjectItem("A", .string("1")),
                                ObjectItem("long key", .string("2")),
                                ObjectItem("inner", .object([ObjectItem("deep", .null)])),
                                ObjectItem("B", .number(3)),
                            ]))
                    }
                    Block("empty") {}
                    Argument("a", .number(1))
                    Argument("longer", .number(2))
                    Argument("tags", .call("merge", .reference("var", "tags"), .object([ObjectItem("k", .null)])))
                    Argument("after", .number(3))
                    Argument("noted", .number(4), comment: ["Why"])
                },
                Block("locals") {},
            ])
        let expected = """
            # Head

            # About y
            resource "aws_x" "y" {
              a      = 1
              longer = 2
              tags = merge(var.tags, {
                k = null
              })
              after = 3

              # Why
              noted = 4

              nested {
                variables = {
                  A          = "1"
                  "long key" = "2"
                  inner = {
                    deep = null
                  }
                  B = 3
                }
              }

              empty {}

              depends_on = [a.b]
            }

            locals {}

            """
        #expect(document.rendered() == expected)
    }

    /// A long list takes a line for each element.
    @Test func longList() {
        let elements = (1...12).map { "element-\($0)" }
        let document = Document(blocks: [Block("locals") { Argument("x", .strings(elements)) }])
        let lines = elements.map { "    \"\($0)\"," }.joined(separator: "\n")
        #expect(document.rendered() == "locals {\n  x = [\n\(lines)\n  ]\n}\n")
    }

    /// The builder supports conditions, branches and loops.
    @Test func builder() {
        func body(_ flag: Bool) -> Body {
            Block("b") {
                if flag { Argument("a", .null) }
                if flag { Block("c") {} } else { Argument("d", .null) }
                for name in ["e", "f"] { Argument(name, .null) }
            }.body
        }
        #expect(body(true).arguments.map(\.name) == ["a", "e", "f"])
        #expect(body(true).blocks.map(\.type) == ["c"])
        #expect(body(false).arguments.map(\.name) == ["d", "e", "f"])
    }
}
