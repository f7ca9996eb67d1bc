import Model
import Testing

@Suite struct NumberTextTests {
    @Test(
        arguments: [
            (0, 1, "0.0"), (2.44, 1, "2.4"), (2.45, 2, "2.45"), (-0.26, 1, "-0.3"), (-0.01, 1, "0.0"),
            (99.96, 1, "100.0"),
            (0.0456, 3, "0.046"), (1_234.5, 0, "1235"), (0.004, 2, "0.00"),
        ] as [(Double, Int, String)])
    func decimalsAreRounded(value: Double, decimals: Int, text: String) {
        #expect(DecimalText.of(value, decimals: decimals) == text)
    }

    @Test(arguments: [(7, 2, "0.07"), (240, 2, "2.40"), (-5, 1, "-0.5"), (12, 0, "12")] as [(Int64, Int, String)])
    func unitsOfTheLastDecimalAreCounted(units: Int64, decimals: Int, text: String) {
        #expect(DecimalText.of(units, decimals: decimals) == text)
    }

    @Test func hexadecimalDigits() {
        #expect(Hexadecimal.text([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(Hexadecimal.text(0xABC as UInt64, width: 6) == "000abc")
        #expect(Hexadecimal.text(0xABCDE as UInt64, width: 4) == "abcde")
    }
}
