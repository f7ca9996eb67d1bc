/// The rules for names of stages.
package enum StageName {
    /// The most characters, so that roles of long function names keep room for it.
    package static let longest = 16

    /// Whether a text names a stage: lower-case letters, digits and `-`, beginning with a letter.
    package static func isValid(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= longest else { return false }
        return text.utf8.allSatisfy {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
