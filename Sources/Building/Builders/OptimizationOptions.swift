package import Model

/// The options of `swift build` and of the linker for one optimization.
package struct OptimizationOptions: Sendable, Hashable {
    /// The options of `swift build`.
    var arguments: [String] = []
    /// The options of the linker.
    package private(set) var linkerOptions: [String] = []

    /// No options.
    package init() {}

    /// The options of an optimization for an architecture.
    package init(_ optimization: Optimization, for architecture: Architecture) {
        switch optimization {
        case .none: break
        case .size:
            arguments = ["-Xswiftc", "-Osize"] + Self.lld
            // Swift code can't compare functions by address; C code that does would see merged functions as equal.
            linkerOptions = Self.linking + ["--icf=all"]
        case .speed:
            // Swift takes the CPU from its Clang importer, so this applies to all languages.
            arguments = ["-Xcc", Self.processor(of: architecture)] + Self.lld
            linkerOptions = Self.linking + ["--icf=safe"]
        }
    }

    private static let lld = ["-Xswiftc", "-use-ld=lld"]
    /// Drops unreachable code and unneeded dynamic symbols, and merges equal string tails.
    private static let linking = ["--gc-sections", "--no-export-dynamic", "-O2"]

    /// The oldest CPU of Lambda: Graviton2, and the one that AWS names for AVX2 on x86_64.
    private static func processor(of architecture: Architecture) -> String {
        switch architecture {
        case .arm64: "-mcpu=neoverse-n1"
        case .x86_64: "-march=haswell"
        }
    }
}
