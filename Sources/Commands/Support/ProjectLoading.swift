import Building
import Host
import Model
import Project
import SystemPackage

/// Resolves a project, without looking up the products that its functions name unless the package is described already.
///
/// - Parameters:
///   - overrides: what was given on the command line.
///   - description: what SwiftPM says of the package, where it was asked.
func loadProject(
    _ package: FilePath, overrides: ProjectOverrides, description: PackageDescription? = nil, on host: Host
) async throws -> ResolvedProject {
    let overrides = try overrides.completed(from: host.environment)
    guard let hostArchitecture = Architecture.current ?? overrides.architecture else {
        throw MissingOption(option: "--arch", variable: "SWIFTLAMBDA_ARCH", example: "--arch arm64")
    }
    let resolver = ProjectResolver(
        packagePath: package, configuration: try Configuration.load(package: package, host: host),
        overrides: overrides, hostArchitecture: hostArchitecture)
    return try await resolver.resolve(products: description == nil ? .waived : .required) {
        if let description { return description }
        return try await PackageDescriber(host: host, swift: try Toolchain.locateSwift(on: host))
            .describe(
                package: package, scratch: PackagePlaces(package: package).scratch.appending("native"), cache: nil)
    }
}
