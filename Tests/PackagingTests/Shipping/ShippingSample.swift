import Bundling
import Host
import LinkAudit
import Model
import SystemPackage

@testable import Packaging

/// A function with everything that the documents beside an archive can name.
struct ShippingSample {
    static func digest(_ digit: Character) -> String { String(repeating: digit, count: 64) }
    static func commit(_ digit: Character) -> String { String(repeating: digit, count: 40) }

    var manifest = Manifest(
        function: "orders", product: "Orders", architecture: .arm64, runtime: .providedAL2023,
        archive: Manifest.Archive(
            file: "function.zip", sha256: digest("a"), sourceCodeHash: "", contentDigest: digest("c"), sizeBytes: 10,
            unzippedSizeBytes: 20),
        entries: [
            Manifest.Entry(
                path: "bootstrap", mode: "100755", sha256: digest("1"), sizeBytes: 1, compressedSizeBytes: 1),
            Manifest.Entry(
                path: "lib/libcurl.so.4", mode: "100644", sha256: digest("2"), sizeBytes: 1, compressedSizeBytes: 1),
            Manifest.Entry(
                path: "lib/libown.so", mode: "100644", sha256: digest("3"), sizeBytes: 1, compressedSizeBytes: 1),
            Manifest.Entry(
                path: "lib/libz.so.1", mode: "100644", sha256: digest("4"), sizeBytes: 1, compressedSizeBytes: 1),
            Manifest.Entry(
                path: "link", mode: "120777", sha256: digest("5"), sizeBytes: 1, compressedSizeBytes: 1,
                linkTarget: "bootstrap"),
        ],
        symbolsFile: nil,
        tools: Manifest.Tools(
            swiftlambda: "0.1.0", compiler: "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
            triple: "aarch64-unknown-linux-gnu", builder: "container", image: "docker.io/library/swift:6.3.1",
            imageDigest: "sha256:" + digest("d")),
        git: GitState(commit: commit("e"), isDirty: false),
        bundle: Bundle(
            level: .libraries, origin: "image:docker.io/library/swift:6.3.1",
            libraries: [
                Bundle.Library(
                    path: "lib/libcurl.so.4", package: OwnerPackage(name: "libcurl4", version: "7.88.1-10+deb12u14"),
                    changedPaths: [Bundle.ChangedPath(from: "/etc/ssl", to: "/etc/pki")]),
                Bundle.Library(path: "lib/libown.so", package: nil),
                Bundle.Library(
                    path: "lib/libz.so.1", package: OwnerPackage(name: "zlib1g", version: "1:1.2.13.dfsg-1")),
            ], sizeBytes: 3, compressedSizeBytes: 3),
        audit: AuditReport())

    static let packages = [
        ResolvedPackage(identity: "local", source: .directory("../local")),
        ResolvedPackage(identity: "mona.list", source: .registry, version: "1.0.0"),
        ResolvedPackage(identity: "patched", source: .edited),
        ResolvedPackage(
            identity: "swift-nio", source: .repository(RemoteLocation("https://github.com/apple/swift-nio.git")),
            version: "2.101.2", revision: commit("7")),
        ResolvedPackage(
            identity: "tip", source: .repository(RemoteLocation("git@gitlab.com:group/sub/tip.git")),
            revision: commit("8")),
    ]

    var materials = ShippingMaterials(
        packages: packages,
        resolved: packages + [
            ResolvedPackage(identity: "unused", source: .repository(nil), version: "3.0.0", revision: commit("9"))
        ],
        system: SystemFacts(
            system: OperatingSystem(release: "ID=debian\nVERSION_ID=\"12\"\n"),
            licences: [
                "libcurl4": [Licence(name: "BSD-4-Clause-UC"), Licence(name: "curl"), Licence(name: "GPL-2+")],
                "zlib1g": [],
            ]))

    var function: PackagedFunction {
        var function = LambdaFunction(name: "orders", product: "Orders", architecture: .arm64)
        function.include = [IncludeRule(source: "Assets", destination: "assets")]
        function.build.bundle = .libraries
        var packaged = PackagedFunction(
            function: function, outcome: .written, directory: "/out/orders/arm64", audit: AuditReport(),
            manifest: manifest)
        packaged.materials = materials
        return packaged
    }

    var run: PackageRun {
        PackageRun(
            package: "/src/shop", output: "/out", scratch: "/scratch", jobs: JobLimit(count: 1), toolVersion: "0.1.0")
    }

    func bill(timestamp: String? = nil) throws -> SoftwareBill {
        try SoftwareBillBuilder(manifest: manifest, materials: materials, timestamp: timestamp).bill()
    }

    func statement(
        remote: String = "https://ci:token@github.com/me/shop.git", service: BuildService = .anyMachine,
        rebuild: ProvenanceBuilder.Rebuild? = nil
    ) -> ProvenanceStatement {
        ProvenanceBuilder(
            manifest: manifest, materials: materials,
            parameters: BuildParameters(
                function, of: run, tools: manifest.tools,
                repository: SourceRepository(location: RemoteLocation(remote), packagePath: "lambda")),
            service: service, rebuild: rebuild, documents: ["manifest.json": Self.digest("f")]
        ).statement()
    }
}
