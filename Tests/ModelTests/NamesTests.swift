import Testing

@testable import Model

/// Names of architectures, regions and runtimes.
@Suite
struct NamesTests {
    /// Other tools' spellings of architectures are accepted.
    @Test(
        arguments: [
            ("arm64", .arm64), ("AArch64", .arm64), ("x86_64", .x86_64), ("x86-64", .x86_64), ("amd64", .x86_64),
            ("x64", .x86_64), ("arm", nil), ("", nil), ("x86", nil),
        ] as [(String, Architecture?)])
    func spelling(text: String, architecture: Architecture?) {
        #expect(Architecture(spelling: text) == architecture)
    }

    /// Every region has one partition, and only its exact name matches.
    @Test func regions() {
        let names = Region.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names == names.sorted())
        #expect(names.count == Partition.allCases.reduce(0) { $0 + $1.regionNames.count })
        for partition in Partition.allCases {
            for name in partition.regionNames { #expect(Region(name)?.partition == partition) }
        }
        for name in ["", "eu-west", "EU-WEST-1", "eu-west-1 ", "eu-west-1a"] { #expect(Region(name) == nil) }
    }

    /// A region has a place.
    @Test(
        arguments: [
            ("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"), ("eu-isoe-west-1", "aws-iso-e"), ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ])
    func partition(region: String, partition: String) {
        #expect(Region(region)?.partition.rawValue == partition)
    }

    /// Each runtime and architecture has a loader.
    @Test(arguments: LambdaRuntime.allCases)
    func loaders(runtime: LambdaRuntime) throws {
        for architecture in Architecture.allCases {
            let loader = try #require(runtime.interpreter(for: architecture).split(separator: "/").last)
            #expect(runtime.sharedLibraries(for: architecture).contains(String(loader)))
            #expect(runtime.sharedLibraries(for: architecture).contains("libc.so.6"))
        }
        #expect(Set(runtime.newestSymbolVersions.keys) == ["GLIBC", "GLIBCXX", "CXXABI"])
    }

    /// A misspelt name gets the nearest name as a suggestion, or none if none is similar.
    @Test(
        arguments: [
            ("memroy", ["memory", "timeout"], "memory"), ("MEMORY", ["memory"], "memory"), ("x", ["memory"], nil),
            ("", ["memory"], nil), ("timout", ["memory", "timeout"], "timeout"), ("ab", ["ba", "ab"], "ab"),
            ("eu-wset-1", ["eu-west-1", "eu-west-2"], "eu-west-1"), ("name", [], nil),
        ] as [(String, [String], String?)])
    func suggestion(name: String, candidates: [String], nearest: String?) {
        #expect(nearestName(to: name, among: candidates) == nearest)
    }

    /// Several suggestions are sorted by similarity, then in their original order.
    @Test func suggestions() {
        let names = ["eu-west-3", "eu-west-1", "eu-west-2", "eu-east-1", "us-west-2"]
        #expect(nearestNames(to: "eu-west-4", among: names) == ["eu-west-3", "eu-west-1", "eu-west-2"])
        #expect(nearestNames(to: "eu-west-1", among: names, count: 1) == ["eu-west-1"])
        #expect(nearestName(to: String(repeating: "x", count: 1_000_000), among: names) == nil)
    }

    /// The distance counts insertions, deletions, substitutions and swaps.
    @Test(
        arguments: [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "acb", 1), ("kitten", "sitting", 3)])
    func distance(left: String, right: String, distance: Int) {
        #expect(editDistance(Array(left), Array(right)) == distance)
    }
}
