import Model

/// The names that a new function has on Lambda and in Swift.
package struct FunctionNames: Sendable, Hashable {
    /// The name of the function on Lambda, and of the package.
    package let function: String
    /// The executable's module and product; related names begin with it.
    package let module: String

    /// Derives the names of a function.
    ///
    /// The module's name is the function's in the style of a Swift type: `orders-api` becomes `OrdersApi`.
    ///
    /// - Throws: `NameError` if Lambda would refuse the name, or nothing of it is left in Swift.
    package init(function: String) throws(NameError) {
        guard LambdaFunction.isName(function) else { throw NameError(name: function, problem: .characters) }
        guard function.utf8.count <= LambdaLimits.nameLength else { throw NameError(name: function, problem: .length) }
        let words = function.split { $0 == "-" || $0 == "_" }
        guard let first = words.first?.first else { throw NameError(name: function, problem: .noWord) }
        var module = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        if first.isNumber { module = "Function" + module }
        if Self.isTaken(module) { module += "Function" }
        self.function = function
        self.module = module
    }

    /// Whether a module name would clash with another module; file systems may ignore case.
    private static func isTaken(_ module: String) -> Bool {
        let name = module.lowercased()
        return taken.contains(name) || name.hasPrefix("nio") || name.hasPrefix("swift")
    }

    /// Capitalized Swift words, words that YAML does not read as text, and names that the templates, their
    /// dependencies or the toolchain use.
    private static let taken: Set<String> = [
        "any", "protocol", "self", "type",
        "false", "n", "no", "null", "off", "on", "true", "y", "yes",
        "awslambdaruntime", "clibpq", "connection", "database", "event", "handler", "lambdaruntime", "logging", "main",
        "package", "request", "response", "runtime", "servicelifecycle",
        "android", "atomics", "bionic", "builtin", "collections", "cxx", "cxxstdlib", "darwin", "dispatch",
        "distributed", "foundation", "foundationessentials", "foundationnetworking", "foundationxml", "glibc", "musl",
        "observation", "os", "packagedescription", "packageplugin", "regexbuilder", "synchronization", "testing",
        "xctest",
    ]
}
