package import ELF
package import Model

extension Architecture {
    /// The architecture of an ELF machine, if Lambda has it.
    package init?(machine: Machine) {
        switch machine {
        case .x86_64: self = .x86_64
        case .aarch64: self = .arm64
        default: return nil
        }
    }
}
