/// An instruction set that Lambda runs functions on, with Lambda's names.
package enum Architecture: String, Sendable, Hashable, Codable, CaseIterable {
    case arm64
    case x86_64

    /// Parses an architecture's name in Lambda or in other tools.
    ///
    /// - Parameter spelling: `x86_64`, `amd64` or `x64`; `arm64` or `aarch64`; in any case.
    package init?(spelling: String) {
        switch spelling.lowercased() {
        case "arm64", "aarch64": self = .arm64
        case "x86_64", "x86-64", "amd64", "x64": self = .x86_64
        default: return nil
        }
    }

    /// The name in target triples, ELF tools and Debian's multiarch directories.
    package var gnuName: String {
        switch self {
        case .arm64: "aarch64"
        case .x86_64: "x86_64"
        }
    }

    /// The file name of glibc's dynamic loader, from the psABI of each architecture.
    package var loaderName: String {
        switch self {
        case .arm64: "ld-linux-aarch64.so.1"
        case .x86_64: "ld-linux-x86-64.so.2"
        }
    }

    /// The architecture this program was compiled for, or `nil` if Lambda does not support it.
    package static var current: Architecture? {
        #if arch(x86_64)
        .x86_64
        #elseif arch(arm64)
        .arm64
        #else
        nil
        #endif
    }
}

extension Architecture: Comparable {
    /// Orders architectures by name, for a stable order of lists.
    package static func < (left: Architecture, right: Architecture) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Architecture: CustomStringConvertible {
    /// Lambda's name for the architecture.
    package var description: String { rawValue }
}
