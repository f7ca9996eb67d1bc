package import Host

/// Runs the Swift build of a package for one architecture.
package protocol Builder: Sendable {
    /// The name that a manifest records, such as `native`.
    var name: String { get }
    /// The Swift SDK that it uses, if any.
    var swiftSDK: String? { get }
    /// The target triple; `nil` is the toolchain's default.
    var triple: String? { get }

    /// Builds a plan's products.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints, as it is printed.
    /// - Throws: `BuildError` if the package does not compile; `FileError`; `CancellationError`.
    func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput

    /// The toolchain that it uses.
    func toolchain() async throws -> Toolchain
    /// The image that it builds in, if any; pulls it if it is missing.
    func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage?
    /// Where the toolchain's programs run, if not on this machine directly; the files are this machine's.
    var toolHost: Host? { get }
}

extension Builder {
    /// None.
    package func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage? { nil }
    /// This machine.
    package var toolHost: Host? { nil }
}
