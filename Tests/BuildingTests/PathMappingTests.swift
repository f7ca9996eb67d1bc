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

    /// Paths of neighbouring packages are relative to the package.
    @Test func neighbours() {
        #expect(options("/a/b/c", others: ["/a/b/d"]) == ["/a/b=..", "/a/b/c=."])
        #expect(options("/a/b/c", others: ["/a/d/e", "/a/b/x"]) == ["/a=../..", "/a/b=..", "/a/b/c=."])
    }

    /// A nested package, or one without a common parent, needs no mapping.
    @Test func others() {
        #expect(options("/a/b/c", others: ["/a/b/c/d", "/x/y"]) == ["/a/b/c=."])
    }

    /// A different scratch directory is mapped to the usual one.
    @Test func scratch() {
        #expect(options("/a", scratch: "/s") == ["/a=.", "/s=./.build/swiftlambda/.scratch"])
    }

    @Test func aPathWithAnEqualsSignIsLeftOut() {
        #expect(options("/a=b/c", others: ["/a=b/d"]) == [])
    }
}
