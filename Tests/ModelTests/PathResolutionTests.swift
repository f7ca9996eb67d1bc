import Model
import Testing

@Suite struct PathResolutionTests {
    @Test func aLinksTargetComesBeforeWhatIsLeft() {
        var path = PathResolution(["link", "file"])
        let first = path.next()
        let isFollowed = path.follow(["..", "directory"])
        #expect(first == "link" && isFollowed)
        #expect(path.rest == ["..", "directory", "file"])
        var order: [String] = []
        while let component = path.next() { order.append(component) }
        #expect(order == ["..", "directory", "file"])
    }

    @Test func fortyLinksAreFollowedAndNoMore() {
        var path = PathResolution(["link"])
        let followed = (0..<41).map { _ in path.follow(["link"]) }
        #expect(followed == Array(repeating: true, count: 40) + [false])
    }
}
