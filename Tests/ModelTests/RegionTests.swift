import Model
import Testing

@Suite struct RegionTests {
    @Test func everyKnownRegionHasTheFormOfItsPartition() {
        for region in Region.all {
            #expect(region.isKnown)
            // The same name with another number has the same partition.
            let name = region.name.dropLast() + "88"
            #expect(Region(form: String(name))?.partition == region.partition, "\(region)")
        }
    }

    @Test(arguments: [
        ("eu-north-9", Partition.aws), ("xx-northeast-12", .aws), ("cn-south-1", .china),
        ("us-gov-central-1", .govCloud),
        ("eusc-de-west-1", .europeanSovereignCloud), ("us-isob-south-1", .isoB),
    ])
    func newRegions(name: String, partition: Partition) throws {
        let region = try #require(Region(form: name))
        #expect(region.partition == partition)
        #expect(!region.isKnown)
        #expect(Region(name) == nil)
    }

    @Test(arguments: [
        "", "eu", "eu-north", "eu-wset-1", "eu-wst-1", "euw-north-1", "EU-north-1", "eu-north-0", "eu-north-01",
        "eu-north-100", "eu-north-x", "eu-north-1 ", "eu--north-1", "eu-foo-north-1", "us-gov-1", "-north-1",
        "eu-north-1/arm64", "e\u{301}u-north-1", "eu-north-1\u{301}",
    ])
    func others(name: String) {
        #expect(Region(form: name) == nil)
    }
}
