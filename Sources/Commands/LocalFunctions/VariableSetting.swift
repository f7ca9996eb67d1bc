import ArgumentParser

/// A variable with its value.
struct VariableSetting: ExpressibleByArgument, Hashable {
    var name: String
    var value: String

    /// Reads `NAME=VALUE`.
    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}
