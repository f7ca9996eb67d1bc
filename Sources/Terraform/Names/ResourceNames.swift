import Checksums
import Model

/// The names of a function's resources and files, which follow other rules than the function's own.
///
/// Each depends only on the function's own name, so that another function never changes it. A name stays plain if no
/// other function's could coincide with it; all others end in a digest of the function's name, and a plain name never
/// looks like one of those.
struct ResourceNames: Hashable {
    /// The name of its resources in Terraform.
    var identifier: String
    /// The prefix of its file names.
    var fileStem: String
    /// The prefix of its role name; the region follows.
    var roleStem: String
    /// The prefix of its role name where stage and region follow.
    var roleStemWithStage: String

    /// The number of digits of the digest in a name.
    static let digestLength = 8

    /// The longest role name is 64 characters (IAM API reference, CreateRole); `-` and a region of up to 16 follow.
    static let longestRoleStem = 64 - 1 - 16
    /// The longest with a stage before the region.
    static let longestRoleStemWithStage = longestRoleStem - 1 - StageName.longest

    /// Finds the names for a function.
    init(function: String) {
        // File systems and IAM ignore case, and Terraform's style is lower case only: capitals need a digest.
        let isPlain = !function.contains(where: \.isUppercase) && !Self.endsLikeDigest(function)
        let digest = SHA256.hexadecimal(of: function.utf8).prefix(Self.digestLength)

        let identifier = Self.identifier(function)
        // `-` becomes `_`, so a name with `_` may coincide with another; one without a leading letter gets a prefix.
        let keepsIdentifier = isPlain && !function.contains("_") && function.first?.isLetter == true
        self.identifier = keepsIdentifier ? identifier : "\(identifier)_\(digest)"

        fileStem = isPlain && !Self.isReservedFileStem(function) ? function : "\(function)-\(digest)"

        func stem(longest: Int) -> String {
            isPlain && function.count <= longest
                ? function : "\(function.prefix(longest - 1 - Self.digestLength))-\(digest)"
        }
        roleStem = stem(longest: Self.longestRoleStem)
        roleStemWithStage = stem(longest: Self.longestRoleStemWithStage)
    }

    init(identifier: String, fileStem: String, roleStem: String, roleStemWithStage: String) {
        self.identifier = identifier
        self.fileStem = fileStem
        self.roleStem = roleStem
        self.roleStemWithStage = roleStemWithStage
    }

    /// Records the names as a function's.
    ///
    /// - Parameter taken: the names already in use, and by which functions.
    /// - Returns: another function that already has one of them, ignoring case.
    func take(from taken: inout [String: String], for function: String) -> String? {
        let keys = [
            "address " + identifier, "file " + fileStem.lowercased(), "role " + roleStem.lowercased(),
            "role with stage " + roleStemWithStage.lowercased(),
        ]
        for key in keys { if let other = taken[key] { return other } }
        for key in keys { taken[key] = function }
        return nil
    }

    /// A function's name as a resource name, which may coincide with another function's.
    static func identifier(_ function: String) -> String {
        let mapped = String(function.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        return mapped.first?.isLetter == true ? mapped : "function_" + mapped
    }

    private static func endsLikeDigest(_ function: String) -> Bool {
        let end = function.utf8.suffix(digestLength + 1)
        guard end.count == digestLength + 1, let separator = end.first else { return false }
        return (separator == UInt8(ascii: "-") || separator == UInt8(ascii: "_"))
            && end.dropFirst().allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
    }

    /// Files of the configuration itself, files that teams usually have beside it, names with which Terraform looks for
    /// overrides, and names that Windows reserves for devices.
    private static func isReservedFileStem(_ stem: String) -> Bool {
        let stem = stem.lowercased()
        return reservedFileStems.contains(stem) || stem.hasSuffix("_override")
    }

    private static let reservedFileStems: Set<String> = [
        "terraform", "providers", "variables", "insights", "outputs", "override",
        "backend", "data", "imports", "locals", "main", "moved", "versions",
        "aux", "con", "nul", "prn",
    ]
}
