import SystemPackage
import Testing

@testable import Building

@Suite struct PathMappingTests {
    private func options(_ package: FilePath, scratch: FilePath? = nil, others: [FilePath] = []) -> [String] {
        PathMapping(package: package, scratch: scratch ?? package.appending(".build"), others: others).options
    }

    @Test func aPackageAloneIsADot() {
        #expect(options("/a/b/c") == ["/a/b/c=."])
    }

    /// Packages beside it are named from it, whatever lies above all of them.
    @Test func neighbours() {
        #expect(options("/a/b/c", others: ["/a/b/d"]) == ["/a/b=..", "/a/b/c=."])
        #expect(options("/a/b/c", others: ["/a/d/e", "/a/b/x"]) == ["/a=../..", "/a/b=..", "/a/b/c=."])
    }

    /// A package inside it, or with nothing in common, needs no mapping.
    @Test func others() {
        #expect(options("/a/b/c", others: ["/a/b/c/d", "/x/y"]) == ["/a/b/c=."])
    }

    /// Another scratch directory reads as the usual one.
    @Test func scratch() {
        #expect(options("/a", scratch: "/s") == ["/a=.", "/s=./.build/swiftlambda/.scratch"])
    }

    @Test func aPathWithAnEqualsSignIsLeftOut() {
        #expect(options("/a=b/c", others: ["/a=b/d"]) == [])
    }
}
