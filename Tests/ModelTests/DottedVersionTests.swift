import Model
import Testing

/// A dotted version.
@Suite
struct DottedVersionTests {
    /// A dotted version is read strictly.
    @Test(
        arguments: ["", ".", "1.", ".1", "1..2", "v1", "1.x", "-1", "+1", " 1", "1.0 ", "١", "1234567890"])
    func refused(text: String) {
        #expect(DottedVersion(text) == nil)
    }

    /// A dotted version keeps its text.
    @Test(arguments: ["0", "2.34", "1.0.404.0", "10.20.30", "999999999"])
    func kept(text: String) throws {
        #expect(try #require(DottedVersion(text)).description == text)
    }

    /// A dotted version is ordered by its numbers, not by its text.
    @Test(
        arguments: [
            ("2.9", "2.34"), ("1.0.98.0", "1.0.404.0"), ("3.4.9", "3.4.29"), ("2", "2.0.1"), ("0", "0.0.1"),
            ("1.9.9", "2"),
        ])
    func order(lower: String, higher: String) throws {
        let lower = try #require(DottedVersion(lower))
        let higher = try #require(DottedVersion(higher))
        #expect(lower < higher)
        #expect(!(higher < lower))
        #expect(lower != higher)
    }

    /// A dotted version is equal to itself with further zeros.
    @Test(
        arguments: [("2.34", "2.34.0"), ("0", "0.0"), ("1.0.229", "1.0.229.0")])
    func zeros(short: String, long: String) throws {
        let short = try #require(DottedVersion(short))
        let long = try #require(DottedVersion(long))
        #expect(short == long)
        #expect(short.hashValue == long.hashValue)
        #expect(!(short < long) && !(long < short))
    }
}
