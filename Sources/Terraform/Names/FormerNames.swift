import Checksums

/// The names that release 0.1.0 gave to resources; they depended on all functions of a configuration.
enum FormerNames {
    /// Terraform names of some functions' resources, by function.
    static func identifiers(of functions: [String]) -> [String: String] {
        distinct(functions, separator: "_", base: ResourceNames.identifier)
    }

    /// The prefixes of some functions' role names, by function.
    static func roleStems(of functions: [String]) -> [String: String] {
        distinct(functions, separator: "-", longest: ResourceNames.longestRoleStem) { $0 }
    }

    /// A name was its base, or, if that would clash or was too long, its base with a digest of the name.
    private static func distinct(
        _ functions: [String],
        separator: String,
        longest: Int = .max,
        base: (String) -> String
    ) -> [String: String] {
        let bases = functions.map { (function: $0, base: base($0)) }
        let uses = Dictionary(bases.map { ($0.base.lowercased(), 1) }, uniquingKeysWith: +)
        func isPlain(_ base: String) -> Bool { uses[base.lowercased()] == 1 && base.count <= longest }
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for (function, base) in bases where isPlain(base) {
            names[function] = base
            taken.insert(base.lowercased())
        }
        for (function, base) in bases.sorted(by: { $0.function < $1.function }) where !isPlain(base) {
            let digest = SHA256.hexadecimal(of: function.utf8)
            for length in stride(from: 8, through: digest.count, by: 8) {
                let suffix = separator + digest.prefix(length)
                let name = base.prefix(max(0, min(longest, base.count + suffix.count) - suffix.count)) + suffix
                guard taken.insert(name.lowercased()).inserted else { continue }
                names[function] = String(name)
                break
            }
        }
        return names
    }
}
