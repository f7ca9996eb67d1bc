import ELF
import Model

extension Architecture {
    /// The architecture of an ELF file's instruction set, if Lambda supports it.
    init?(_ machine: Machine) {
        switch machine {
        case .x86_64: self = .x86_64
        case .aarch64: self = .arm64
        case .other: return nil
        }
    }
}
