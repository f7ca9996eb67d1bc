import Bundling
import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Packaging

@Suite struct SoftwareBillTests {
    /// An independent validator reads the same file.
    @Test func golden() throws {
        let bytes = try ShippedJSON.bytes(of: try ShippingSample().bill())
        try expectGolden(String(decoding: bytes, as: UTF8.self), "Golden/orders.cdx.json")
    }

    /// The serial number is a digest of the content.
    @Test func serialNumber() throws {
        var sample = ShippingSample()
        let first = try sample.bill().serialNumber
        #expect(try sample.bill().serialNumber == first)
        sample.materials.packages[3].version = "2.101.3"
        #expect(try sample.bill().serialNumber != first)
        #expect(try #require(first).wholeMatch(of: /urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
    }

    /// A time is only there if it is given.
    @Test func timestamp() throws {
        #expect(try ShippingSample().bill().metadata.timestamp == nil)
        let time = ShippedJSON.text(ofSecondsSince1970: 1_700_000_000)
        #expect(time == "2023-11-14T22:13:20Z")
        #expect(try ShippingSample().bill(timestamp: time).metadata.timestamp == time)
    }

    /// Only what was built for the archive is named.
    @Test func references() throws {
        let bill = try ShippingSample().bill()
        let references = bill.components.flatMap { [$0.reference] + ($0.components ?? []).map(\.reference) }
        #expect(Set(references).count == references.count)
        #expect(!references.contains { $0.contains("unused") })
        #expect(!bill.dependencies[0].dependsOn.contains("image"))
    }

    @Test func compilerVersion() {
        #expect(SoftwareBillBuilder.version(inCompilerLine: "Apple Swift version 6.2 (swiftlang-1)") == "6.2")
        #expect(SoftwareBillBuilder.version(inCompilerLine: "clang 17") == nil)
    }
}

@Suite struct PackageURLTests {
    /// Addresses on other machines lose credentials, queries and everything else that may be a secret.
    @Test(arguments: [
        ("https://github.com/apple/swift-nio", "https://github.com/apple/swift-nio"),
        ("https://me:secret@GitHub.com/a/b.git/", "https://github.com/a/b.git"),
        ("https://tok@en@host/a/b?token=secret#secret", "https://host/a/b"),
        ("git@github.com:apple/swift-nio.git", "ssh://git@github.com/apple/swift-nio.git"),
        ("me:secret@host:a/b", "ssh://git@host/a/b"),
        ("ssh://me:secret@host:2222/a/b", "ssh://git@host:2222/a/b"),
        ("https://host/a b/ü", "https://host/a%20b/%C3%BC"),
    ])
    func locations(text: String, url: String) {
        #expect(RemoteLocation(text)?.url == url)
    }

    /// Paths mean nothing elsewhere, and some addresses start a program.
    @Test(arguments: ["/src/repo", "../repo", "file:///src/repo", "ext::sh -c id", "https:///a", ""])
    func otherLocations(text: String) {
        #expect(RemoteLocation(text) == nil)
    }

    @Test func swiftPackages() {
        let urls = ShippingSample.packages.map { PackageURL($0)?.text }
        #expect(
            urls == [
                nil, nil, nil, "pkg:swift/github.com/apple/swift-nio@2.101.2",
                "pkg:swift/gitlab.com/group/sub/tip@\(ShippingSample.commit("8"))",
            ])
        let package = ResolvedPackage(
            identity: "a", source: .repository(RemoteLocation("https://host:8443/o/a")), version: "1.0.0")
        #expect(PackageURL(package) == nil)
    }

    @Test(arguments: [
        ("ID=debian\nVERSION_ID=\"12\"", "pkg:deb/debian/libstdc%2B%2B6@1:2~a?arch=amd64&distro=debian-12"),
        ("ID=mint\nID_LIKE=\"ubuntu debian\"", "pkg:deb/mint/libstdc%2B%2B6@1:2~a?arch=amd64&distro=mint"),
        (
            "NAME=\"Amazon Linux\"\nID=\"amzn\"\nID_LIKE=\"fedora\"\nVERSION_ID='2023'",
            "pkg:rpm/amzn/libstdc%2B%2B6@1:2~a?arch=x86_64&distro=amzn-2023"
        ),
    ])
    func systemPackages(release: String, url: String) throws {
        let system = try #require(OperatingSystem(release: release))
        #expect(system.packageURL(of: .init(name: "libstdc++6", version: "1:2~a"), for: .x86_64)?.text == url)
    }

    @Test func unknownSystems() {
        #expect(OperatingSystem(release: "NAME=x\n") == nil)
        let system = OperatingSystem(release: "ID=alpine\n")
        #expect(system?.packageURL(of: .init(name: "a", version: "1"), for: .arm64) == nil)
    }
}
