package import Building
import Checksums
package import Model
import SystemPackage

/// Functions that one builder builds for one architecture in the same way.
package struct PackageBuild: Sendable {
    /// A function and the targets its product is made of.
    package struct Function: Sendable, Hashable {
        /// The function.
        package var settings: LambdaFunction
        /// The SwiftPM targets of its product.
        package var targets: [String]

        /// Creates a function to package.
        package init(settings: LambdaFunction, targets: [String]) {
            self.settings = settings
            self.targets = targets
        }
    }

    /// The functions.
    package var functions: [Function]
    /// What builds them; it is for their architecture.
    package var builder: BuilderDecision
    /// What the code is optimized for.
    package var optimization: Optimization
    /// Whether calls of functions that the runtimes' C libraries lack go to older versions of them.
    package var forwards: Bool
    /// What is added to the options of `swift build`.
    package var arguments: [String]
    /// Whether a build of the whole package compiles nothing besides the functions.
    package var isWholePackage: Bool

    /// Creates a build.
    package init(
        functions: [Function],
        builder: BuilderDecision,
        optimization: Optimization = .none,
        forwards: Bool = true,
        arguments: [String] = [],
        isWholePackage: Bool = false
    ) {
        self.functions = functions
        self.builder = builder
        self.optimization = optimization
        self.forwards = forwards
        self.arguments = arguments
        self.isWholePackage = isWholePackage
    }

    /// The directory of the build within that of all builds.
    ///
    /// What other options compile would all be compiled again in the same one, and builds at the same time would replace
    /// each other's programs.
    func scratch(in scratch: FilePath) -> FilePath {
        var directory = optimization == .none ? scratch : scratch.appending(optimization.rawValue)
        if !forwards { directory.append("no-forward") }
        guard !arguments.isEmpty else { return directory }
        let digest = SHA256.hexadecimal(of: arguments.joined(separator: "\0").utf8)
        return directory.appending("arguments-\(digest.prefix(12))")
    }
}
