import SystemPackage
import Testing

@testable import Commands

@Suite struct PathTests {
    @Test(arguments: [
        ("/p/.build/out/a.zip", "/p/terraform", "../.build/out/a.zip"),
        ("/p/terraform/a.zip", "/p/terraform", "a.zip"),
        ("/a.zip", "/p/deep/er", "../../../a.zip"),
        ("/p", "/p", ""),
    ])
    func theWayFromADirectory(path: String, directory: String, expected: String) {
        #expect(FilePath(path).relative(to: FilePath(directory)).string == expected)
    }

    @Test(arguments: [("/p/x/y", "/p", "x/y"), ("/p", "/p", "."), ("/q/x", "/p", "/q/x"), ("/pq", "/p", "/pq")])
    func pathsAreShownAsTheUserWouldTypeThem(path: String, base: String, expected: String) {
        #expect(FilePath(path).shown(from: FilePath(base)) == expected)
    }
}
