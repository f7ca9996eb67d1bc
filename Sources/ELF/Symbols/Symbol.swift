/// A function or variable that the file defines, by its name and place.
package struct Symbol: Sendable, Hashable {
    /// What a symbol stands for (`STT_…`).
    package enum Kind: Sendable, Hashable {
        case unspecified
        case object
        case function
        case section
        case sourceFile
        case threadLocal
        case other(UInt8)

        init(_ number: UInt8) {
            switch number {
            case 0: self = .unspecified
            case 1: self = .object
            // An indirect function (10) is one whose address is chosen at load.
            case 2, 10: self = .function
            case 3: self = .section
            case 4: self = .sourceFile
            case 6: self = .threadLocal
            default: self = .other(number)
            }
        }
    }

    /// The name, mangled as it is in the file.
    package let name: String
    /// Where it is in memory, before the file is moved to its load address.
    package let address: UInt64
    /// How many bytes it has.
    package let size: UInt64
    /// The index of its section, or `nil` where it is in none.
    package let sectionIndex: Int?
    /// What it stands for.
    package let kind: Kind

    static let entrySize = 24
}
