import Checksums

/// The names that a function's resources and files have, which follow other rules than the function's own.
struct ResourceNames: Hashable {
    /// The name of its resources in Terraform.
    var identifier: String
    /// What the names of its files begin with.
    var fileStem: String
    /// What the name of its role begins with; the region follows.
    var roleStem: String

    /// The longest role name is 64 characters (IAM API reference, CreateRole); `-` and a region of up to 16 follow.
    private static let longestRoleStem = 64 - 1 - 16

    /// Finds names for functions that differ from each other, on file systems and in IAM, which ignore case, too.
    static func assign(to functions: [String]) -> [String: ResourceNames] {
        let identifiers = distinct(functions, separator: "_", base: identifier)
        let fileStems = distinct(functions, separator: "-", isReserved: isReservedFileStem) { $0 }
        let roleStems = distinct(functions, separator: "-", longest: longestRoleStem) { $0 }
        var names: [String: ResourceNames] = [:]
        for function in functions {
            guard let identifier = identifiers[function], let fileStem = fileStems[function],
                let roleStem = roleStems[function]
            else { continue }
            names[function] = ResourceNames(identifier: identifier, fileStem: fileStem, roleStem: roleStem)
        }
        return names
    }

    private static func identifier(_ function: String) -> String {
        let mapped = String(function.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return mapped.first?.isLetter == true ? mapped : "function_" + mapped
    }

    /// Files of the configuration itself, and the names under which Terraform looks for overrides.
    private static func isReservedFileStem(_ stem: String) -> Bool {
        let stem = stem.lowercased()
        return ["terraform", "providers", "variables", "insights", "outputs", "override"].contains(stem)
            || stem.hasSuffix("_override")
    }

    /// A name is its base, or where that would clash, is reserved or is too long, its base with a digest of the name.
    private static func distinct(
        _ functions: [String],
        separator: String,
        longest: Int = .max,
        isReserved: (String) -> Bool = { _ in false },
        base: (String) -> String
    ) -> [String: String] {
        let bases = functions.map { (function: $0, base: base($0)) }
        let uses = Dictionary(bases.map { ($0.base.lowercased(), 1) }, uniquingKeysWith: +)
        func isPlain(_ base: String) -> Bool {
            uses[base.lowercased()] == 1 && base.count <= longest && !isReserved(base)
        }
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
