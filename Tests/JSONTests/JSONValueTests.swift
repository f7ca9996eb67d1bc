import JSON
import Testing

@Suite
struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0.5e+10", "1E2", "12345678901234567890.123", #""""#, "[]", "{}", " [ 1 , 2 ] ",
        #"{"a":{"b":[null,"x"]},"a":2}"#, #""\ud83d\ude00\n\u0041\/""#, "\"é\"", "\t{\r\n}\n", #""\ud83d""#,
    ])
    func isJSON(_ text: String) {
        #expect(JSONValue.isValid(Array(text.utf8)))
    }

    @Test(arguments: [
        "", " ", "nul", "truex", "01", "1.", ".5", "-", "+1", "1e", "'a'", "\"a", "\"\n\"", #""\x""#, #""\u12g4""#,
        "[1,]",
        "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "{} {}", "]", "\u{feff}{}", "NaN", "[", "{", "\"\\",
    ])
    func isNoJSON(_ text: String) {
        #expect(!JSONValue.isValid(Array(text.utf8)))
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        #expect(!JSONValue.isValid([0x22, 0xFF, 0x22]))
        #expect(!JSONValue.isValid([0x22, 0x5C, 0x6E, 0xFF, 0x22]))
    }

    @Test func escapesAreRead() throws {
        let value = try JSONValue(parsing: Array(#"["\ud83d\ude00", "\ud83d!", "\b\f\n\r\t\"\\\/"]"#.utf8))
        #expect(value == ["😀", "\u{FFFD}!", "\u{8}\u{C}\n\r\t\"\\/"])
    }

    @Test func numbersStayAsTheyAreWritten() throws {
        let text = #"{"b":1.10,"a":[123456789012345678901234567890,-1e-5]}"#
        #expect(try JSONValue(parsing: Array(text.utf8)).text == text)
    }

    @Test func stringsAreEscaped() {
        #expect(JSONValue.string("\"\\\n\r\t\u{1}é/").text == #""\"\\\n\r\t\u0001é/""#)
    }

    @Test func depthHasALimit() {
        #expect(
            JSONValue.isValid(Array(String(repeating: "[", count: 512).utf8) + [UInt8](repeating: 0x5D, count: 512)))
        #expect(!JSONValue.isValid([UInt8](repeating: 0x5B, count: 1_000_000)))
    }

    @Test func theLastOfTwoMembersCounts() throws {
        #expect(try JSONValue(parsing: Array(#"{"a":1,"a":2}"#.utf8))["a"]?.integer == 2)
    }

    @Test func aFaultHasItsPlace() {
        #expect(throws: JSONFault(offset: 6, expected: "a comma or the object's end")) {
            try JSONValue(parsing: Array(#"{"a":1"#.utf8))
        }
    }
}
