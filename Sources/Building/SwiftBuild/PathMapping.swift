import SystemPackage

/// What code says in the place of the directories it is built in, so that it does not tell one checkout from another.
///
/// The package is `.`, and a package beside it that it depends on `../name`.
struct PathMapping {
    /// The mappings as the compilers take them, `from=to`; the nearest comes last, which is the one Clang prefers.
    let options: [String]

    /// - Parameter others: packages on this machine that the package depends on.
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
            // Where it lies unless told otherwise, so that choosing another place changes nothing.
            mappings.append((scratch, "./.build/swiftlambda/.scratch"))
        }
        // A path with '=' could not be told from what replaces it.
        options = mappings.filter { !$0.from.string.contains("=") }.map { "\($0.from)=\($0.to)" }
    }
}
