import Building
import Model
import SystemPackage
import Testing

@testable import Packaging

/// The directories of a package's builds.
@Suite struct PackageBuildTests {
    private func directory(_ change: (inout PackageBuild) -> Void = { _ in }) -> FilePath {
        var build = PackageBuild(functions: [], builder: .onlyNative(.arm64))
        change(&build)
        return build.scratch(in: "/s")
    }

    /// Builds that link or compile differently have directories of their own, so that they can go on at the same time.
    @Test func directories() {
        #expect(directory() == "/s")
        #expect(directory { $0.optimization = .size } == "/s/size")
        #expect(directory { $0.forwards = false } == "/s/no-forward")
        #expect(
            directory {
                $0.optimization = .size
                $0.forwards = false
            } == "/s/size/no-forward")
        #expect(directory { $0.arguments = ["-v"] } != directory { $0.arguments = ["-x"] })
    }

    /// The linker gets objects before its options.
    @Test func toolset() throws {
        let decision = BuilderDecision.onlyNative(.arm64)
        let plain = try #require(decision.toolset(in: "/s", optimization: OptimizationOptions()))
        let linked = try #require(
            decision.toolset(in: "/s", optimization: OptimizationOptions(), objects: ["/s/compatibility/a.o"]))
        #expect(plain.path == "/s/link-arm64.json")
        #expect(linked.options == ["/s/compatibility/a.o"] + plain.options)
    }
}
