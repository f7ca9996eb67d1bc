import Model
import Testing

@testable import Terraform

/// The list of artifacts, and uploads.
@Suite struct ArtifactListTests {
    private let store = ArtifactStore(bucket: "shop-artifacts")

    private func archive(_ digest: String?) -> ArchiveReference {
        ArchiveReference(
            path: "function.zip", exists: digest != nil,
            digest: digest.map { ArchiveReference.Digest(sha256: $0, sourceCodeHash: $0 + "=") })
    }

    private func read(_ text: String) throws -> ArtifactList {
        try ArtifactList(json: Array(text.utf8), file: "terraform/artifacts.auto.tfvars.json")
    }

    /// An archive that exists replaces an entry, one that does not keeps it, and a function that is gone loses its own.
    @Test func update() throws {
        let former = ArtifactList(entries: [
            "orders": .init(key: "functions/orders/a.zip", hash: "a="),
            "report": .init(key: "functions/report/b.zip", hash: "b="),
            "gone": .init(key: "functions/gone/c.zip", hash: "c="),
            "same": .init(key: "functions/same/f.zip", hash: "f=", release: "commit:1"),
            "changed": .init(key: "functions/changed/g.zip", hash: "g=", release: "commit:1"),
            "kept": .init(key: "functions/kept/i.zip", hash: "i=", release: "commit:1"),
        ])
        let list = former.updated(
            store: store,
            archives: [
                "orders": archive("d"), "report": archive(nil), "new": archive("e"), "same": archive("f"),
                "changed": archive("h"),
            ], project: ["orders", "report", "new", "none", "same", "changed", "kept"])
        #expect(
            list.entries == [
                "orders": .init(key: "functions/orders/d.zip", hash: "d="),
                "report": .init(key: "functions/report/b.zip", hash: "b="),
                "new": .init(key: "functions/new/e.zip", hash: "e="),
                "same": .init(key: "functions/same/f.zip", hash: "f=", release: "commit:1"),
                "changed": .init(key: "functions/changed/h.zip", hash: "h="),
                "kept": .init(key: "functions/kept/i.zip", hash: "i=", release: "commit:1"),
            ])
        let warnings = list.warnings(of: [.named("orders"), .named("none")])
        #expect(warnings.map(\.identifier) == ["terraform.artifact-missing"])
        #expect(warnings.first?.summary.contains("none") == true)
        #expect(warnings.first?.hints == ["swiftlambda package none --arch arm64 && swiftlambda terraform"])
    }

    /// The text is stable, and what was written is read.
    @Test func text() throws {
        let list = ArtifactList(entries: [
            "b": .init(key: "functions/b/1.zip", hash: "a/+="), "a": .init(key: "functions/a/2.zip", hash: "2"),
            "c": .init(key: "functions/c/3.zip", hash: "3", release: "commit:1 sha256:2"),
        ])
        let text = try list.rendered()
        #expect(try text == read(text).rendered())
        #expect(try read(text) == list)
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("\"a/+=\""))
        #expect(text.split(separator: "release").count == 2)
        #expect(try list.fileEntry(replacing: nil).condition == .missing)
        #expect(try list.fileEntry(replacing: Array(text.utf8)).condition == .current)
        let edited = try list.fileEntry(replacing: Array("{}".utf8))
        #expect(edited.condition == .outdated)
        #expect(!edited.condition.isConflict)
    }

    /// A file of another form is refused, so that nothing of it is lost.
    @Test(arguments: [
        "", "{", "[]", "{}", #"{"artifacts": []}"#, #"{"artifacts": {}, "region": "eu-west-1"}"#,
        #"{"artifacts": {"orders": {}}}"#, #"{"artifacts": {"orders": {"key": "a"}}}"#,
        #"{"artifacts": {"orders": {"key": "a", "hash": 1}}}"#,
        #"{"artifacts": {"orders": {"key": "a", "hash": "b", "more": "c"}}}"#,
        #"{"artifacts": {"orders": {"key": "a", "hash": "b", "release": null}}}"#,
        #"{"artifacts": {"orders": {"key": "a", "hash": "b", "release": "c", "more": "d"}}}"#,
    ])
    func malformed(text: String) throws {
        let error = try #require(throws: ArtifactListError.self) { try read(text) }
        #expect(error.diagnostics.map(\.identifier) == ["terraform.malformed-artifacts"])
        #expect(error.exitStatus == .badInput)
    }

    /// Each bucket gets the archive, by a command that a shell reads as it is meant.
    @Test func uploads() throws {
        let regions = try ["us-east-1", "eu-west-1"].map { try #require(Region($0)) }
        func uploads(_ bucket: String, _ regions: [Region]) -> [ArtifactUpload] {
            ArtifactUpload.uploads(
                of: "orders", archive: "it's/-a.zip", entry: .init(key: "functions/orders/a.zip", hash: "a+/="),
                store: ArtifactStore(bucket: bucket), regions: regions)
        }
        #expect(uploads("shop-{region}", regions).map(\.bucket) == ["shop-eu-west-1", "shop-us-east-1"])
        #expect(uploads("shop", []).map(\.region) == [nil])
        #expect(
            uploads("shop", [regions[0]]).map(\.command) == [
                "aws s3api put-object --bucket shop --key functions/orders/a.zip --checksum-algorithm SHA256 "
                    + "--checksum-sha256 a+/= --if-none-match '*' --region us-east-1 --body 'it'\\''s/-a.zip'"
            ])
    }

    /// A version's description says what is released, and has room for it.
    @Test func descriptions() throws {
        func text(_ description: String?, publishes: Bool = true, artifacts: Bool = true) throws -> String {
            let function = LambdaFunction.named("orders") { function in
                function.description = description
                if publishes { function.surroundings.alias = "live" }
            }
            return try Sample(functions: [function], artifacts: artifacts ? store : nil).text(of: "orders.tf")
        }
        let release = "try(var.artifacts.orders.release, null)"
        #expect(try text("Takes orders").contains(#"= join(" ", compact(["Takes orders", \#(release)]))"#))
        #expect(try text(nil).contains("description      = \(release)\n"))
        for text in try [text("Takes orders", publishes: false), text("Takes orders", artifacts: false)] {
            #expect(text.contains("= \"Takes orders\"\n"))
            #expect(!text.contains("release"))
        }
        let long = String(repeating: "👩‍👩‍👧", count: 32)
        let kept = String(repeating: "👩‍👩‍👧", count: 13) + "…"
        #expect(try text(long).contains("compact([\"\(kept)\", "))
        #expect(ArtifactList.Entry.shortened(description: long) == kept)
    }

    /// Neither kind of configuration replaces the other by accident.
    @Test func kinds() throws {
        let functions = try Sample(functions: [.named("orders")]).configuration().files
        let bucket = try TerraformConfiguration(bucketOf: store, regions: []).files
        for (wanted, present, hasBucket) in [(functions, bucket, true), (bucket, functions, false)] {
            let existing = Dictionary(uniqueKeysWithValues: present.map { ($0.path, Array($0.content.utf8)) })
            let update = ConfigurationUpdate(generated: wanted, existing: existing)
            #expect(throws: OtherConfiguration(hasBucket: hasBucket)) { try update.steps(force: false) }
            #expect(try !update.steps(force: true).isEmpty)
            #expect(ConfigurationUpdate(generated: present, existing: existing).other == nil)
        }
    }

    /// Objects in the bucket are never resources, since Terraform would delete the former one.
    @Test func objects() throws {
        let sample = Sample(functions: [GoldenTests.orders], artifacts: store)
        for file in try sample.configuration().files + TerraformConfiguration(bucketOf: store, regions: []).files {
            #expect(!file.content.contains("aws_s3_object"))
            #expect(!file.content.contains("aws_s3_bucket_object"))
        }
        let text = try sample.text(of: "orders.tf")
        #expect(!text.contains("filename"))
        #expect(text.contains("= try(var.artifacts.orders.hash, null)"))
    }
}
