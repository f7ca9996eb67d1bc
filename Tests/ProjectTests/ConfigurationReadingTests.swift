import Model
import SystemPackage
import Testing

@testable import Project

/// A valid swiftlambda.yaml.
@Suite
struct ConfigurationReadingTests {
    private func functions(_ yaml: String) async throws -> [LambdaFunction] {
        try await settings(yaml, hostArchitecture: .x86_64).resolve(products: .waived) { shop }.functions
    }

    /// A valid swiftlambda.yaml sets every setting.
    @Test func everyKey() async throws {
        let orders = try #require(try await functions(fullYAML).first)
        let expected = LambdaFunction(
            name: "orders", product: "Orders", description: "Takes orders: ünïcödé 🐦 and *️⃣ stars",
            architecture: .arm64, runtime: .providedAL2, memory: 256, timeout: 10, ephemeralStorage: 1024,
            environment: [
                "STAGE": "prod", "TABLE": "orders", "PORT": "8080", "DEBUG": "true", "EMPTY": "", "GLOB": "*.json",
            ],
            insights: .version("1.0.404.0"), layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"],
            logs: LogSettings(retention: nil, format: .json, applicationLevel: .debug, systemLevel: .warn),
            tracing: .active,
            policies: [
                PolicyStatement(
                    actions: ["dynamodb:PutItem", "dynamodb:Get*"],
                    resources: ["arn:aws:dynamodb:eu-west-1:*:table/orders"],
                    conditions: [
                        "StringEquals": ["aws:SourceVpc": ["vpc-1", "vpc-2"]],
                        "Bool": ["aws:SecureTransport": ["true"]],
                    ]),
                PolicyStatement(
                    effect: .deny, actions: ["*"], resources: ["*"], accepted: [.admin, .otherRegion]),
            ],
            include: [
                IncludeRule(source: "Assets"), IncludeRule(source: "config/prod.json", destination: "config.json"),
            ],
            tags: ["team": "shop", "cost": "7"],
            build: FunctionBuild(
                builder: BuilderPreference(
                    choice: .container, libc: .glibc, engine: .podman, image: "swift:6.3.1-bookworm"),
                bundle: .libc))
        var read = orders
        for index in read.policies.indices { read.policies[index].places = PolicyStatement.Places() }
        #expect(read == expected)
    }

    /// A statement knows where it and its parts are.
    @Test func placesOfStatements() async throws {
        let places = try #require(try await functions(fullYAML).first?.policies.first?.places)
        let lines = fullYAML.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("- actions: [dynamodb:PutItem") }) + 1
        func place(_ line: Int, _ column: Int) -> Diagnostic.Location {
            Diagnostic.Location(file: "swiftlambda.yaml", line: line, column: column)
        }
        #expect(places.statement == place(line, 9))
        #expect(places.actions == [place(line, 19), place(line, 37)])
        #expect(places.resources == [place(line + 1, 21)])
    }

    /// Tags that AWS refuses together, from a function and from the defaults.
    @Test func tagsThatDifferInCase() async throws {
        let yaml = """
            version: 1
            defaults: { tags: { Team: shop } }
            functions:
              orders:
                tags:
                  team: shop
            """
        let error = try await #require(throws: ConfigurationError.self) { try await functions(yaml) }
        #expect(error.diagnostics.map(\.identifier) == ["function.tags-differ-in-case"])
        #expect(error.diagnostics.first?.location?.line == 6)
    }

    /// A function without keys gets the defaults.
    @Test func bareFunction() async throws {
        let payments = try #require(try await functions(fullYAML).last)
        #expect(
            payments
                == LambdaFunction(
                    name: "payments", product: "payments", architecture: .arm64, memory: 1024,
                    environment: ["STAGE": "prod", "TABLE": "none"], logs: LogSettings(retention: nil, format: .json),
                    tags: ["team": "shop"],
                    build: FunctionBuild(
                        builder: BuilderPreference(choice: .sdk, sdks: ["deb-arm", "deb-x86"], libc: .glibc),
                        bundle: .libraries)))
    }

    /// Defaults for builds apply to functions without build settings.
    @Test func buildDefaults() throws {
        let read = try configuration("version: 1\ndefaults: { build: { swiftSDK: musl } }")
        #expect(read.build == BuildSettings(swiftSDK: ["musl"]))
    }

    /// A valid swiftlambda.yaml names its regions and account.
    @Test func topLevel() throws {
        let read = try configuration(fullYAML)
        #expect(read.regions.map(\.name) == ["eu-west-1", "us-gov-west-1"])
        #expect(read.account == "012345678901")
        #expect(read.functions?.keys.sorted() == ["orders", "payments"])
    }

    /// A valid swiftlambda.yaml names the bucket for archives.
    @Test func artifacts() throws {
        #expect(try configuration(fullYAML).artifacts == nil)
        #expect(
            try configuration("version: 1\nartifacts: { bucket: shop }").artifacts
                == ArtifactStore(bucket: "shop", prefix: "functions"))
        #expect(
            try configuration("version: 1\nartifacts: { bucket: \"shop-{region}\", prefix: teams/a }").artifacts
                == ArtifactStore(bucket: "shop-{region}", prefix: "teams/a"))
    }

    /// A valid swiftlambda.yaml chooses the Insights layer.
    @Test(
        arguments: [
            ("true", .newest), ("false", .disabled), ("{ version: 1.0.229 }", .version("1.0.229")),
            ("{ arn: \"arn:x\" }", .layer(arn: "arn:x")),
        ] as [(String, InsightsSetting)])
    func insights(text: String, setting: InsightsSetting) async throws {
        let read = try await functions("version: 1\nfunctions: { a1: { insights: \(text) } }")
        #expect(read.map(\.insights) == [setting])
    }

    /// Lists of a function replace those of the defaults.
    @Test func listsReplace() async throws {
        let read = try await functions(
            """
            version: 1
            defaults: { include: [Shared, Common], layers: [a] }
            functions: { one: { include: [] }, two: { layers: [b] } }
            """)
        #expect(read.map { $0.include.map(\.source) } == [[], ["Shared", "Common"]])
        #expect(read.map(\.layers) == [["a"], ["b"]])
    }

    /// A valid swiftlambda.yaml may use anchors and aliases.
    @Test func aliases() async throws {
        let read = try await functions(
            """
            version: 1
            functions:
              one: &settings { environment: &e { A1: "*x" }, memory: &size 256 }
              two: { environment: *e, timeout: 9, ephemeralStorage: 512, memory: *size }
              three: *settings
            """)
        #expect(read.map(\.environment) == [["A1": "*x"], ["A1": "*x"], ["A1": "*x"]])
        #expect(read.map(\.memory) == [256, 256, 256])
    }

    /// A valid swiftlambda.yaml is read with a byte order mark, with CRLF and without a final newline.
    @Test func encodings() throws {
        for yaml in [
            "\u{FEFF}version: 1", "version: 1\r\nregions:\r\n- eu-west-1\r\n", "%YAML 1.2\n---\nversion: 1\n...",
        ] {
            #expect(try configuration(yaml).functions == nil)
        }
    }

    /// A valid swiftlambda.yaml of a megabyte is read in reasonable time.
    @Test func large() throws {
        var yaml = "version: 1\nfunctions:\n"
        var count = 0
        while yaml.utf8.count < 1_000_000 {
            yaml += "  function-\(count): { memory: 256, environment: { TABLE: \"table*\(count)\" } }\n"
            count += 1
        }
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try configuration(yaml).functions?.count == count)
        #expect(clock.now - start < .seconds(20))
    }
}
