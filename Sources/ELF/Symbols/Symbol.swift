/// A function or variable defined in the file.
package struct Symbol: Sendable, Hashable {
    /// The kind of a symbol (`STT_…`).
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
            // An indirect function (10), whose address is chosen at load time.
            case 2, 10: self = .function
            case 3: self = .section
            case 4: self = .sourceFile
            case 6: self = .threadLocal
            default: self = .other(number)
            }
        }
    }

    /// The name, mangled as in the file.
    package let name: String
    /// Its address in memory, before the file is moved to its load address.
    package let address: UInt64
    /// The number of its bytes.
    package let size: UInt64
    /// The index of its section, or `nil` without one.
    package let sectionIndex: Int?
    /// Its kind.
    package let kind: Kind

    static let entrySize = 24
}
