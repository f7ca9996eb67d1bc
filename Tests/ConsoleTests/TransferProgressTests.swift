import Testing

@testable import Console

@Suite struct TransferProgressTests {
    @Test(arguments: [
        (Int64(0), Duration.milliseconds(10), "0 %"),
        (500, .milliseconds(900), "50 %"),
        (500, .seconds(2), "50 %, 250 B/s, 2.0 s left"),
        (1000, .seconds(4), "100 %, 250 B/s, 0 ms left"),
        (2000, .seconds(4), "100 %, 500 B/s, 0 ms left"),
    ])
    func theRateIsToldOnceItMeansSomething(done: Int64, elapsed: Duration, expected: String) {
        #expect(TransferProgress(done: done, total: 1000, elapsed: elapsed).text == expected)
    }
}
