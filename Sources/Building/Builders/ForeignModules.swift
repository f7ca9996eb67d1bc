package import Model

/// A compiler message about a binary module of another compiler version.
package struct ForeignModules: Sendable, Hashable {
    /// The version that made the module.
    package var module: DottedVersion
    /// The compiler that can't read it.
    package var compiler: DottedVersion
    /// The module's name, if the compiler prints it.
    package var name: String?
    /// The Swift SDK used for the build.
    package var sdk: String
    /// Whether SwiftPM's own accessor of a target's resources imports it, and not a source file of the user.
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
        // The compiler prints the importing file before its message: `<path>:1:8: error: …`.
        isOfResourceAccessor = line[..<mark.lowerBound].contains("/resource_bundle_accessor.swift:")
        let components = line[middle.upperBound...].split(separator: "/")
        name = components.last { $0.contains(".swiftmodule") }.flatMap { last in
            // `Foundation.swiftmodule/aarch64-unknown-linux-gnu.swiftmodule`: the directory has the name.
            let folder = components.dropLast().last { $0.hasSuffix(".swiftmodule") } ?? last
            return folder.split(separator: ".").first.map(String.init)
        }
    }

    var diagnostic: Diagnostic {
        let what = name.map { "the module '\($0)'" } ?? "a module"
        return .error(
            "sdk.foreign-module",
            "\(what) of the Swift SDK '\(sdk)' was built with Swift \(module), but the compiler is \(compiler)",
            explanation: "A compiler reads binary modules only of its own version. It can't rebuild some of this "
                + "SDK's modules, so only code that does not import them builds with it.",
            hints: [
                "install the static Linux SDK of Swift \(compiler): swiftlambda sdk install",
                "or use the SDK's compiler version, \(module)",
                isOfResourceAccessor
                    ? "or list the files in 'include:' of swiftlambda.yaml instead of the target's 'resources:': "
                        + "SwiftPM's resource accessor imports \(name ?? "it")"
                    : "or remove the import" + (name.map { " of \($0)" } ?? ""),
            ])
    }
}
