package import Model

/// What the compiler says of a binary module that another version of it made.
package struct ForeignModules: Sendable, Hashable {
    /// The version that made the module.
    package var module: DottedVersion
    /// The compiler that cannot read it.
    package var compiler: DottedVersion
    /// The module's name, where the compiler tells.
    package var name: String?
    /// The Swift SDK that was built with.
    package var sdk: String
    /// Whether SwiftPM's own accessor of a target's resources imports it, rather than a source of the user's.
    package var isOfResourceAccessor: Bool

    /// Reads `module compiled with Swift X cannot be imported by the Swift Y compiler: <path>`.
    init?(line: String, sdk: String) {
        guard let mark = line.firstRange(of: "module compiled with Swift "),
            let middle = line[mark.upperBound...].firstRange(of: " cannot be imported by the Swift ")
        else { return nil }
        let number = line[middle.upperBound...].prefix { $0 == "." || $0.isNumber }
        guard let module = DottedVersion(line[mark.upperBound..<middle.lowerBound]),
            let compiler = DottedVersion(number)
        else { return nil }
        self.module = module
        self.compiler = compiler
        self.sdk = sdk
        // The compiler puts the importing file before its message: `<path>:1:8: error: …`.
        isOfResourceAccessor = line[..<mark.lowerBound].contains("/resource_bundle_accessor.swift:")
        let components = line[middle.upperBound...].split(separator: "/")
        name = components.last { $0.contains(".swiftmodule") }.flatMap { last in
            // `Foundation.swiftmodule/aarch64-unknown-linux-gnu.swiftmodule`: the directory bears the name.
            let folder = components.dropLast().last { $0.hasSuffix(".swiftmodule") } ?? last
            return folder.split(separator: ".").first.map(String.init)
        }
    }

    var diagnostic: Diagnostic {
        let what = name.map { "the module '\($0)'" } ?? "a module"
        return .error(
            "sdk.foreign-module",
            "\(what) of the Swift SDK '\(sdk)' is of Swift \(module), and the compiler is \(compiler)",
            explanation: "A compiler reads binary modules of its own version only. This SDK has some that it cannot "
                + "rebuild, so only what does not import them can be built with it.",
            hints: [
                "install the static Linux SDK of Swift \(compiler): swiftlambda sdk install",
                "or use the compiler of the SDK's version, \(module)",
                isOfResourceAccessor
                    ? "or keep the files in 'include:' of swiftlambda.yaml instead of the target's 'resources:': it is "
                        + "SwiftPM's accessor of the resources that imports \(name ?? "it")"
                    : "or do without the import" + (name.map { " of \($0)" } ?? ""),
            ])
    }
}
