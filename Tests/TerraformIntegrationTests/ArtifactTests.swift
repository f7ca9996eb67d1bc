import Foundation
import HCL
import Host
import Insights
import Model
import Releasing
import SystemPackage
import Terraform
import TestSupport
import Testing

/// Functions from a bucket, in a checkout without archives.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: []))
struct ArtifactTests {
    /// An artifact deploys from a checkout without archives; a code change moves one hash, and the former object stays.
    @Test func deployment() async throws {
        let scene = try await ArtifactScene(bucket: "shop-artifacts")
        let first = try await scene.put("orders", "one")
        try await scene.terraform.run(["init"], in: scene.directory)
        try await scene.terraform.run(["validate"], in: scene.directory)

        // A list that is older than a function names that function, and no other.
        let older = try await scene.plan(status: 1, warning: "Check block assertion known after apply")
        #expect(older.contains("var.artifacts has no entry for report. Run: swiftlambda package report --arch arm64"))
        #expect(!older.contains("no entry for orders"))

        _ = try await scene.put("report", "one")
        try await scene.plan(warning: "Check block assertion known after apply")
        try await scene.terraform.run(["apply", "plan"], in: scene.directory)
        try await scene.terraform.run(["plan", "-detailed-exitcode"], in: scene.directory)

        let second = try await scene.put("orders", "two")
        try await scene.plan(warning: "Check block assertion known after apply")
        let changes = try await scene.changes()
        #expect(Array(changes.keys) == ["aws_lambda_function.orders"])
        #expect(changes["aws_lambda_function.orders"] == ["s3_key", "source_code_hash"])
        try await scene.terraform.run(["apply", "plan"], in: scene.directory)
        try await scene.terraform.run(["plan", "-detailed-exitcode"], in: scene.directory)
        let keys = try await scene.script("keys", "shop-artifacts").split(separator: "\n").map(String.init)
        #expect(Set(keys).isSuperset(of: [first.key, second.key]))

        // Code that someone else deployed changes nothing in the plan, since the provider does not look at it.
        _ = try await scene.script("replace", "orders", "by hand")
        let warned = try await scene.plan(warning: "Check block assertion failed")
        #expect(warned.contains("orders does not run its artifact"))
        #expect(warned.contains("--s3-key \(second.key)"))
        #expect(try await scene.changes().isEmpty)

        // Without the list, a plan says what is missing, and nothing else prevents removing everything.
        try scene.scratch.files.remove(scene.directory.appending(ArtifactList.fileName))
        try await scene.terraform.run(["validate"], in: scene.directory)
        let refused = try await scene.terraform.run(["plan", "-no-color"], in: scene.directory, status: 1)
        #expect(refused.words.contains("var.artifacts has no entry for orders."))
        try await scene.terraform.run(["destroy", "-auto-approve"], in: scene.directory)
        #expect(try await scene.script("keys", "shop-artifacts").contains(first.key))
    }

    /// Each version says what its code is, and that alone never changes a plan.
    @Test func versions() async throws {
        var function = LambdaFunction(name: "prices", product: "A", architecture: .arm64, insights: .disabled)
        function.description = "Says prices"
        function.surroundings.alias = "live"
        let scene = try await ArtifactScene(bucket: "shop-versions", functions: [function])
        let releases = [false, true].map { isDirty in
            VersionDescription(
                digest: String(repeating: "ab", count: 32), commit: String(repeating: "c", count: 40),
                isDirty: isDirty
            ).text()
        }
        try await scene.terraform.run(["init"], in: scene.directory)
        for (text, release) in zip(["one", "two"], releases) {
            _ = try await scene.put("prices", text, release: release)
            try await scene.plan(warning: "Check block assertion known after apply")
            try await scene.terraform.run(["apply", "plan"], in: scene.directory)
        }
        try await scene.terraform.run(["plan", "-detailed-exitcode"], in: scene.directory)
        let versions = try await scene.script("versions", "prices").split(separator: "\n")
        #expect(
            versions == [
                "$LATEST Says prices \(releases[1])", "1 Says prices \(releases[0])", "2 Says prices \(releases[1])",
            ])
        try scene.scratch.files.remove(scene.directory.appending(ArtifactList.fileName))
        try await scene.terraform.run(["destroy", "-auto-approve"], in: scene.directory)
    }

    /// Without a bucket, only plans and deployments need the archives, and say which one is missing.
    @Test func localArchives() async throws {
        let function = LambdaFunction(name: "local", product: "A", architecture: .arm64, insights: .disabled)
        let deployment = try await Deployment([function], regions: ["eu-west-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        let terraform = deployment.terraform
        try await terraform.run(["init"], in: deployment.directory)
        try await deployment.apply()
        try deployment.removeArchives()
        try await terraform.run(["validate"], in: deployment.directory)
        for command in [["plan", "-no-color"], ["apply", "-no-color", "-auto-approve"]] {
            let refused = try await terraform.run(command, in: deployment.directory, status: 1)
            #expect(
                refused.words.contains("The archive of local, '../it's 100% ${a} \"zip\"/local/arm64/function.zip',"))
            #expect(refused.words.contains("is missing. Run: swiftlambda package local --arch arm64"))
        }
        try await terraform.run(["destroy", "-auto-approve"], in: deployment.directory)
    }
}

/// The bucket for artifacts.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: []))
struct ArtifactBucketTests {
    /// The bucket is made as it is described, its second plan is empty, and it can be removed.
    ///
    /// This takes a minute, since the provider waits until the lifecycle rules are seen everywhere.
    @Test func bucket() async throws {
        let scratch = try ScratchDirectory()
        let terraform = try TerraformTool(in: scratch)
        let moto = try #require(Moto.current)
        let configuration = try TerraformConfiguration(
            bucketOf: ArtifactStore(bucket: "shop-{region}"), regions: [try #require(Region("eu-west-1"))])
        for file in configuration.files { try scratch.write(file.content, to: file.path) }
        try scratch.write(Document(blocks: [moto.provider()]).rendered(), to: "moto_override.tf")
        try await terraform.run(["init"], in: scratch.path)
        try await terraform.run(["validate"], in: scratch.path)
        try await terraform.run(["fmt", "-check"], in: scratch.path)
        try await terraform.run(["apply", "-auto-approve"], in: scratch.path)
        try await terraform.run(["plan", "-detailed-exitcode"], in: scratch.path)
        let name = try await terraform.run(["output", "-raw", "bucket"], in: scratch.path).output
        #expect(name == "shop-eu-west-1")
        let result = try await runTool("python3", [Moto.script("artifacts.py"), "\(moto.port)", "bucket", name])
        try #require(result.status == 0, "\(result.error)")
        let expected = [
            "abortDays": "7", "encryption": "AES256", "noncurrentDays": "90", "ownership": "BucketOwnerEnforced",
            "public": "False", "statement": #"Deny {"Bool": {"aws:SecureTransport": "false"}}"#,
            "versioning": "Enabled",
        ]
        #expect(try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8)) == expected)
        try await terraform.run(["destroy", "-auto-approve"], in: scratch.path)
    }
}

extension ToolResult {
    /// What the tool wrote to standard error.
    fileprivate var words: String { error.joinedWords }
}

extension String {
    /// The words, without the lines and frames that terraform breaks them into.
    fileprivate var joinedWords: String {
        split(whereSeparator: \.isWhitespace).filter { $0 != "│" }.joined(separator: " ")
    }
}

/// A configuration of two functions without archives, and their bucket.
struct ArtifactScene {
    /// An artifact in the bucket.
    struct Artifact {
        var key: String
        var hash: String
    }

    let scratch: ScratchDirectory
    let terraform: TerraformTool
    let directory: FilePath
    private let functions: [LambdaFunction]
    private let store: ArtifactStore
    private let moto: Moto

    static let two = ["orders", "report"].map {
        LambdaFunction(name: $0, product: $0, architecture: .arm64, insights: .disabled)
    }

    init(bucket: String, functions: [LambdaFunction] = Self.two) async throws {
        scratch = try ScratchDirectory()
        terraform = try TerraformTool(in: scratch)
        directory = scratch.appending("terraform")
        store = ArtifactStore(bucket: bucket)
        moto = try #require(Moto.current)
        self.functions = functions
        let archives = functions.map { ($0.name, ArchiveReference(path: "../none/\($0.name).zip", exists: false)) }
        let configuration = try TerraformConfiguration(
            functions: functions, regions: [try #require(Region("eu-west-1"))], account: Moto.account, layout: .root,
            archives: Dictionary(archives) { first, _ in first }, artifacts: store, catalogue: .bundled())
        for file in configuration.files { try scratch.write(file.content, to: "terraform/" + file.path) }
        try scratch.write(Document(blocks: [moto.provider()]).rendered(), to: "terraform/moto_override.tf")
        _ = try await script("create", bucket)
    }

    /// Uploads an archive with a text and puts it into the list.
    func put(_ function: String, _ text: String, release: String? = nil) async throws -> Artifact {
        let digests = try await script("put", store.bucket, store.prefix, function, text)
            .split(whereSeparator: \.isWhitespace).map(String.init)
        try #require(digests.count == 2)
        let path = directory.appending(ArtifactList.fileName)
        let former =
            try scratch.files.status(of: path, followingLinks: true) == nil
            ? ArtifactList() : ArtifactList(json: try scratch.files.read(path, limit: .max), file: path.string)
        let digest = ArchiveReference.Digest(sha256: digests[0], sourceCodeHash: digests[1])
        var list = former.updated(
            store: store, archives: [function: ArchiveReference(path: "", exists: true, digest: digest)],
            project: Set(functions.map(\.name)))
        list.entries[function]?.release = release
        try scratch.write(try list.rendered(), to: "terraform/" + ArtifactList.fileName)
        let entry = try #require(list.entries[function])
        return Artifact(key: entry.key, hash: entry.hash)
    }

    func script(_ arguments: String...) async throws -> String {
        let result = try await runTool("python3", [Moto.script("artifacts.py"), "\(moto.port)"] + arguments)
        try #require(result.status == 0, "\(result.error)")
        return result.output
    }

    /// Plans into a file, with one kind of warning.
    ///
    /// - Returns: what terraform wrote, without line breaks.
    @discardableResult
    func plan(status: Int32 = 0, warning: String) async throws -> String {
        let result = try await terraform.run(
            ["plan", "-no-color", "-out=plan"], in: directory, status: status, warning: warning)
        return result.output.joinedWords + " " + result.words
    }

    /// The known attributes that the plan changes, by address.
    func changes() async throws -> [String: [String]] {
        let text = try await terraform.run(["show", "-json", "plan"], in: directory).output
        let plan = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        var found: [String: [String]] = [:]
        for change in plan["resource_changes"] as? [[String: Any]] ?? [] {
            guard let address = change["address"] as? String, let values = change["change"] as? [String: Any],
                values["actions"] as? [String] != ["no-op"]
            else { continue }
            let before = values["before"] as? [String: NSObject] ?? [:]
            let after = values["after"] as? [String: NSObject] ?? [:]
            found[address] = after.filter { before[$0.key] != $0.value }.keys.sorted()
        }
        return found
    }
}
