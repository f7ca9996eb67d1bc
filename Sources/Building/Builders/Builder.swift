package import Host

/// Runs the Swift build of a package for one architecture.
package protocol Builder: Sendable {
    /// The name that a manifest records, such as `native`.
    var name: String { get }
    /// The Swift SDK that it builds with, if any.
    var swiftSDK: String? { get }
    /// The target triple; `nil` is the toolchain's own.
    var triple: String? { get }

    /// Builds a plan's products.
    ///
    /// - Parameter onLine: called with each line that SwiftPM prints, as it comes.
    /// - Throws: `BuildError` where the package does not compile; `FileError`; `CancellationError`.
    func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput

    /// The toolchain that it builds with.
    func toolchain() async throws -> Toolchain
    /// The image that it builds in, if any; it is pulled where it is missing.
    func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage?
    /// Where the toolchain's programs run, if not on this machine itself; its files are this machine's.
    var toolHost: Host? { get }
}

extension Builder {
    /// None.
    package func image(onEvent: @escaping @Sendable (ImageEvent) -> Void) async throws -> ContainerImage? { nil }
    /// This machine.
    package var toolHost: Host? { nil }
}
