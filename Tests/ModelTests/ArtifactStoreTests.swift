import Model
import Testing

/// The bucket for archives.
@Suite struct ArtifactStoreTests {
    @Test func key() throws {
        let store = ArtifactStore(bucket: "shop-{region}", prefix: "teams/shop")
        #expect(store.key(function: "orders", sha256: "ab") == "teams/shop/orders/ab.zip")
        #expect(store.isRegional)
        #expect(store.bucket(in: try #require(Region("eu-west-1"))) == "shop-eu-west-1")
        #expect(!ArtifactStore(bucket: "shop").isRegional)
        #expect(ArtifactStore(bucket: "shop").key(function: "a", sha256: "b") == "functions/a/b.zip")
    }

    @Test(arguments: ["abc", "a.b-c", "123", "1.2.3.4a", "{region}", "a-{region}-b", String(repeating: "a", count: 63)])
    func bucket(name: String) {
        #expect(ArtifactStore.fault(ofBucket: name) == nil)
    }

    @Test(arguments: [
        ("ab", "3 to 63"), (String(repeating: "a", count: 64), "3 to 63"), ("shop-Eu", "lowercase"),
        ("a_b", "lowercase"), ("größe", "lowercase"), ("{stage}-a", "lowercase"), ("-ab", "begins and ends"),
        ("ab.", "begins and ends"), ("a..b", "two dots"), ("192.168.5.4", "IP address"), ("xn--abc", "xn--"),
        ("sthree-abc", "sthree-"), ("amzn-s3-demo-abc", "amzn-s3-demo-"), ("abc-s3alias", "-s3alias"),
        ("abc--ol-s3", "--ol-s3"), ("abc.mrap", ".mrap"), ("abc--x-s3", "--x-s3"), ("abc--table-s3", "--table-s3"),
        // Too long in a region with a long name.
        (String(repeating: "a", count: 52) + "{region}", "3 to 63"),
    ])
    func wrongBucket(name: String, reason: String) {
        #expect(ArtifactStore.fault(ofBucket: name)?.contains(reason) == true)
    }

    @Test(arguments: ["a", "functions", "A_b/c.d=e-f", String(repeating: "a", count: 890)])
    func prefix(text: String) {
        #expect(ArtifactStore.fault(ofPrefix: text) == nil)
    }

    @Test(arguments: ["", "/a", "a/", "a//b", ".", "a/..", "a b", "ü", "a'b", String(repeating: "a", count: 891)])
    func wrongPrefix(text: String) {
        #expect(ArtifactStore.fault(ofPrefix: text) != nil)
    }
}
