import SystemPackage

/// Replaces build directories in compiled code, so that it does not depend on the checkout.
///
/// The package becomes `.`, and a local dependency next to it `../name`.
struct PathMapping {
    /// The mappings in the compilers' form, `from=to`; the most specific comes last, which Clang prefers.
    let options: [String]

    /// - Parameter others: local packages that the package depends on.
    init(package: FilePath, scratch: FilePath, others: [FilePath]) {
        var mappings = [(from: package, to: ".")]
        var farthest = 0
        var ancestor = package
        var climb = ""
        while ancestor.removeLastComponent(), !ancestor.components.isEmpty {
            climb += climb.isEmpty ? ".." : "/.."
            mappings.append((ancestor, climb))
            let isFirstToHold = others.contains { other in
                other.starts(with: ancestor) && !mappings.dropLast().contains { other.starts(with: $0.from) }
            }
            if isFirstToHold { farthest = mappings.count - 1 }
        }
        mappings = mappings.prefix(farthest + 1).reversed()
        if !scratch.starts(with: package) {
            // The default path, so that another scratch path changes nothing.
            mappings.append((scratch, "./.build/swiftlambda/.scratch"))
        }
        // A path with '=' would be ambiguous.
        options = mappings.filter { !$0.from.string.contains("=") }.map { "\($0.from)=\($0.to)" }
    }
}
