/// C code with the functions that older libraries lack.
package enum CompatibilitySource {
    private static let code = String(decoding: PackageResources.definitions_c, as: UTF8.self)
    private static let condition = "#ifdef DEFINE_"

    /// The functions that it can define, mangled, in the order of the code.
    package static let definable: [String] = code.split(separator: "\n")
        .filter { $0.hasPrefix(condition) }
        .map { String($0.dropFirst(condition.count)) }

    /// The code that defines some of the functions.
    static func text(defining names: [String]) -> String {
        names.map { "#define DEFINE_\($0)\n" }.joined() + code
    }
}
