import Testing

@testable import Console

@Suite struct QuantitiesTests {
    /// Bytes are shown in Lambda's units.
    @Test(
        arguments: [
            (0, "0 B"), (1_023, "1023 B"), (1_024, "1.0 KiB"), (1_536, "1.5 KiB"), (1_048_575, "1.0 MiB"),
            (7_864_320, "7.5 MiB"), (52_428_800, "50.0 MiB"), (262_144_000, "250.0 MiB"), (1 << 30, "1.0 GiB"),
            (-2_048, "-2.0 KiB"), (1 << 52, "4096.0 TiB"),
        ]
    )
    func bytes(count: Int, expected: String) {
        #expect(formatted(bytes: count) == expected)
    }

    /// Durations keep two units at most.
    @Test(
        arguments: [
            (.zero, "0 ms"), (.milliseconds(340), "340 ms"), (.microseconds(999_600), "1.0 s"),
            (.milliseconds(2_440), "2.4 s"), (.milliseconds(59_960), "1 min 0 s"), (.seconds(72), "1 min 12 s"),
            (.seconds(3_600), "1 h 0 min"), (.seconds(3_780), "1 h 3 min"),
        ] as [(Duration, String)]
    )
    func durations(duration: Duration, expected: String) {
        #expect(formatted(duration) == expected)
    }

    /// A count agrees with its noun.
    @Test func counts() {
        #expect(counted(1, "function") == "1 function")
        #expect(counted(0, "function") == "0 functions")
        #expect(counted(10_000, "entry", plural: "entries") == "10,000 entries")
    }

    /// Digits are grouped by three.
    @Test(
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (52_428_800, "52,428,800"), (-1_234, "-1,234")]
    )
    func groups(number: Int, expected: String) {
        #expect(grouped(number) == expected)
    }

    /// A bar is as long as its share.
    @Test(
        arguments: [
            (0, "", ""), (1, "████", "####"), (0.5, "██", "##"), (0.4, "█▋", "##"), (0.001, "▏", "#"),
            (7, "████", "####"),
            (-1, "", ""), (.nan, "", ""),
        ] as [(Double, String, String)]
    )
    func bars(share: Double, blocks: String, ascii: String) {
        #expect(bar(share: share, width: 4, allowsUnicode: true) == blocks)
        #expect(bar(share: share, width: 4, allowsUnicode: false) == ascii)
    }
}
