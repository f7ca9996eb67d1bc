import Testing

@testable import LambdaProtocol

@Suite
struct UTCTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_827_696_789, "2000-02-29T12:34:56.789Z"),
        (1_583_348_638_390, "2020-03-04T19:03:58.390Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func isAsTheCalendarHasIt(milliseconds: Int64, text: String) {
        #expect(UTCTime(epochMilliseconds: milliseconds).iso8601 == text)
    }

    @Test func logsHaveAFormOfTheirOwn() {
        #expect(UTCTime(epochMilliseconds: 1_583_348_638_390).commonLogFormat == "04/Mar/2020:19:03:58 +0000")
    }
}
