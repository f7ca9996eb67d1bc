/// The instruction set of an ELF file (`e_machine`).
package enum Machine: Sendable, Hashable {
    case x86_64
    case aarch64
    case other(UInt16)

    /// Names the instruction set with the given `e_machine` number.
    package init(_ number: UInt16) {
        switch number {
        case 62: self = .x86_64
        case 183: self = .aarch64
        default: self = .other(number)
        }
    }
}

extension Machine: CustomStringConvertible {
    /// The name in target triples or in the gABI's list of machines.
    package var description: String {
        switch self {
        case .x86_64: "x86_64"
        case .aarch64: "aarch64"
        case .other(2): "SPARC"
        case .other(3): "i386"
        case .other(8): "MIPS"
        case .other(20): "PowerPC"
        case .other(21): "64-bit PowerPC"
        case .other(22): "IBM S/390"
        case .other(40): "32-bit ARM"
        case .other(43): "SPARC V9"
        case .other(50): "Itanium"
        case .other(243): "RISC-V"
        case .other(247): "BPF"
        case .other(258): "LoongArch"
        case .other(let number): "machine \(number)"
        }
    }
}

/// The type of an ELF file (`e_type`).
package enum FileType: Sendable, Hashable {
    case relocatable
    case executable
    /// A shared library, or an executable that runs at any address; see ``ELFFile/isPositionIndependentExecutable``.
    case sharedObject
    case core
    case other(UInt16)

    init(_ number: UInt16) {
        switch number {
        case 1: self = .relocatable
        case 2: self = .executable
        case 3: self = .sharedObject
        case 4: self = .core
        default: self = .other(number)
        }
    }
}

extension FileType: CustomStringConvertible {
    /// The type in words, such as `shared object`.
    package var description: String {
        switch self {
        case .relocatable: "relocatable object"
        case .executable: "executable"
        case .sharedObject: "shared object"
        case .core: "core dump"
        case .other(let number): "file of type \(number)"
        }
    }
}
