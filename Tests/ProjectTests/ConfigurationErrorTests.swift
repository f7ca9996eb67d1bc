import Model
import SystemPackage
import Testing

@testable import Project

/// A wrong swiftlambda.yaml.
@Suite
struct ConfigurationErrorTests {
    struct Case: CustomTestStringConvertible {
        var yaml: String
        var identifier: String
        var line: Int?
        var column: Int?
        /// What the whole diagnostic must say somewhere.
        var says: String

        init(_ yaml: String, _ identifier: String, _ line: Int?, _ column: Int?, _ says: String = "") {
            self.yaml = yaml
            self.identifier = identifier
            self.line = line
            self.column = column
            self.says = says
        }

        var testDescription: String { "\(identifier): \(yaml.prefix(60))" }
    }

    static let structure = [
        Case("", "config.empty", nil, nil, "version: 1"),
        Case("# nothing\n", "config.empty", nil, nil),
        Case("---\n", "config.empty", nil, nil),
        Case("version: 1\n---\nversion: 1\n", "config.several-documents", 3, 1),
        Case("- a\n- b", "config.wrong-type", 1, 1, "not a list"),
        Case("hello", "config.wrong-type", 1, 1, "'hello'"),
        Case("regions: []\n", "config.missing-version", 1, 1, "version: 1"),
        Case("version: 2\nnew: key", "config.unsupported-version", 1, 10, "'2'"),
        Case("version: \"1\"", "config.unsupported-version", 1, 10),
        Case("version: 1\nversion: 1", "config.duplicate-key", 2, 1, "line 1"),
        Case(
            "version: 1\nfunctions:\n  a1:\n    memory: 128\n    memory: 129", "config.duplicate-key", 5, 5, "'memory'"),
        Case("version: 1\nfunctions: {}", "config.no-functions", 2, 12),
        Case("version: 1\nfunctions:", "config.wrong-type", 2, 11, "not nothing"),
        Case("version: 1\n? [a, b]\n: 1", "config.wrong-type", 2, 3, "a key of the file must be text"),
        Case("version: 1\nfunctions:\n  ~: {}", "config.wrong-type", 3, 3, "must be text"),
    ]

    static let build = [
        Case(
            "version: 1\ndefaults:\n  build: { biulder: sdk }", "config.unknown-key", 3, 12, "did you mean 'builder'?"),
        Case(
            "version: 1\ndefaults:\n  build:\n    builder: contaner", "config.unknown-value", 4, 14,
            "did you mean 'container'?"),
        Case("version: 1\ndefaults: { build: { engine: rkt } }", "config.unknown-value", 2, 30, "docker, podman"),
        Case("version: 1\ndefaults: { build: { libc: newlib } }", "config.unknown-value", 2, 28, "musl, glibc"),
        Case("version: 1\ndefaults: { build: { optimize: fast } }", "config.unknown-value", 2, 32, "size, speed"),
        Case("version: 1\ndefaults: { build: { forward: maybe } }", "config.wrong-type", 2, 31, "true or false"),
        Case("version: 1\ndefaults: { build: { bundle: all } }", "config.unknown-value", 2, 30, "libraries"),
        Case("version: 1\ndefaults: { build: { image: \"\" } }", "config.empty-value", 2, 29),
        Case("version: 1\ndefaults: { build: { swiftSDK: { a: b } } }", "config.wrong-type", 2, 32, "text"),
        Case("version: 1\ndefaults: { build: container }", "config.wrong-type", 2, 20, "a mapping"),
        Case("version: 1\nfunctions: { a: { buidl: {} } }", "config.unknown-key", 2, 19, "did you mean 'build'?"),
    ]

    static let syntax = [
        Case("version: 1\nregions: [eu-west-1", "config.invalid-yaml", 3, 1, "flow sequence"),
        Case("version: 1\n\tregions: []", "config.invalid-yaml", 2, 1, "allow a tab"),
        Case("version: 1\nregions: a: b", "config.invalid-yaml", 2, 11, "mapping values are not allowed"),
        Case("version: 1\nregions: \"open", "config.invalid-yaml", 2, 15, "quoted scalar"),
        Case("version: 1\naccount: \u{1}", "config.invalid-yaml", 2, 10, "control characters"),
        Case("version: 1\naccount: \u{10FFFF}", "config.invalid-account", 2, 10),
        Case("version: 1\nregions: *open", "config.unknown-alias", 2, 10, "\"*open\""),
        Case("version: 1\nregions: [*]", "config.unknown-alias", 2, 11, "\"*\""),
        Case("version: 1\n*a : 1", "config.unknown-alias", 2, 1),
        Case("version: 1\nregions: [*️⃣]", "config.unknown-alias", 2, 11),
        Case(
            "version: 1\ndefaults: { policies: [{ actions: [s3:*], resources: [*] }] }", "config.unknown-alias", 2, 55,
            "\"*\""),
        Case(
            "version: 1\nregions: " + String(repeating: "[", count: 2_000), "config.invalid-yaml", 2, 109, "too deeply"),
        Case("version: 1\nregions: &a *a", "config.invalid-yaml", 2, 13),
        Case("version: 1\nregions: [*b, &b eu-west-1]", "config.unknown-alias", 2, 11),
        Case("version: 1\nregions: [&b eu-west-1, &b eu-west-2]", "config.duplicate-anchor", 2, 25),
        Case("version: 1\naccount: !Ref Account", "config.tag", 2, 10, "!Ref"),
        Case("version: 1\n<<: {}", "config.merge-key", 2, 1, "defaults:"),
    ]

    static let keys = [
        Case("version: 1\nfunktions: {}", "config.unknown-key", 2, 1, "did you mean 'functions'"),
        Case("version: 1\nfunctions: { a1: { handler: x } }", "config.unknown-key", 2, 20, "`product:` names"),
        Case("version: 1\nfunctions: { a1: { events: [] } }", "config.unknown-key", 2, 20, "`triggers:`"),
        Case("version: 1\nfunctions: { a1: { MemorySize: 1 } }", "config.unknown-key", 2, 20, "`memory:`"),
        Case("version: 1\nfunctions: { a1: { description: !Ref T } }", "config.tag", 2, 33, "`!tf"),
        Case(
            "version: 1\nxyz: {}", "config.unknown-key", 2, 1,
            "account, artifacts, defaults, deploy, functions, regions, requires, stages, version"),
        Case("version: 1\nfunctions:\n  a1:\n    memroy: 1", "config.unknown-key", 4, 5, "'memory'"),
        Case("version: 1\nfunctions: { a1: { insights: { verion: 1.0 } } }", "config.unknown-key", 2, 32, "'version'"),
        Case("version: 1\nfunctions: { a1: { logs: { formt: json } } }", "config.unknown-key", 2, 28, "'format'"),
        Case(
            "version: 1\nfunctions: { a1: { policies: [{ action: [a] }] } }", "config.unknown-key", 2, 33, "'actions'"),
        Case("version: 1\ndefaults: { product: x }", "config.unknown-key", 2, 13, "in defaults"),
        Case("version: 1\ndefaults: { description: x }", "config.unknown-key", 2, 13),
        Case("version: 1\nfunctions: { a1: { snapStart: true } }", "function.snapstart-unsupported", 2, 20, "OS-only"),
    ]

    static let references = [
        Case("version: 1\nfunctions: { a1: { description: !tf var.x } }", "config.wrong-type", 2, 33, "a reference"),
        Case("version: 1\nfunctions: { a1: { memory: !ssm x } }", "config.wrong-type", 2, 28, "a reference"),
        Case("version: 1\ndefaults: { environment: { AB: !tf } }", "config.wrong-type", 2, 32, "with a name"),
        Case("version: 1\ndefaults: { environment: { AB: !tf [a] } }", "config.wrong-type", 2, 32, "with a name"),
        Case("version: 1\ndefaults: { environment: { AB: !tf aws_x } }", "config.reference", 2, 32, "names one value"),
        Case("version: 1\ndefaults: { environment: { AB: !tf 'f(var.x)' } }", "config.reference", 2, 32),
        Case("version: 1\ndefaults: { environment: { AB: !tf 'aws_a.b[*].c' } }", "config.reference", 2, 32),
        Case("version: 1\ndefaults: { environment: { AB: !tf 'var.x} ${y' } }", "config.reference", 2, 32),
        Case("version: 1\ndefaults: { environment: { AB: !ssm 'a b' } }", "config.reference", 2, 32, "a parameter"),
        Case("version: 1\ndefaults: { environment: { AB: !secret 'a*' } }", "config.reference", 2, 32, "a secret"),
        Case("version: 1\ndefaults: { environment: { AB: !env x } }", "config.tag", 2, 32, "`!secret`"),
    ]

    static let requirements = [
        Case("version: 1\nrequires: \">= 99\"", "config.other-release", 2, 11, ">= 99"),
        Case("version: 1\nrequires: \"> 0.0, < 0.1\"\nnewKey: 1", "config.other-release", 2, 11),
        Case("version: 1\nrequires: 0.0.1", "config.other-release", 2, 11),
        Case("version: 1\nrequires: newest", "config.requires", 2, 11, "'newest'"),
        Case("version: 1\nrequires: \">= 0.1,\"", "config.requires", 2, 11),
        Case("version: 1\nrequires: [0.1]", "config.requires", 2, 11, "a list"),
    ]

    static let deployment = [
        Case("version: 1\ndeploy:", "config.wrong-type", 2, 8, "not nothing"),
        Case("version: 1\ndeploy: { rehaerse: true }", "config.unknown-key", 2, 11, "did you mean 'rehearse'?"),
        Case("version: 1\ndeploy: { rehearse: yes }", "config.wrong-type", 2, 21, "true or false"),
        Case("version: 1\ndeploy: { smoke: \"\" }", "config.empty-value", 2, 18, "events/smoke.json"),
        Case("version: 1\ndeploy: { tool: terrafrom }", "config.unknown-value", 2, 17, "did you mean 'terraform'?"),
        Case("version: 1\ndeploy: { workspace: \"\" }", "config.invalid-workspace", 2, 22, "not empty"),
        Case("version: 1\ndeploy: { workspace: \"{account}\" }", "config.invalid-workspace", 2, 22, "{account}"),
        Case("version: 1\ndeploy: { workspace: \"{stage\" }", "config.invalid-workspace", 2, 22, "counterpart"),
        Case("version: 1\ndeploy: { workspace: a/b }", "config.invalid-workspace", 2, 22, "'/'"),
        Case("version: 1\ndeploy: { workspace: \"{stage}\" }", "config.invalid-workspace", 2, 22, "no `stages:`"),
        Case(
            "version: 1\ndeploy: { workspace: \"{region}\" }\nstages: { dev: {}, prod: {} }", "config.shared-workspace",
            2,
            22, "several stages"),
        Case(
            "version: 1\nregions: [eu-west-1, us-east-1]\ndeploy: { workspace: all }", "config.shared-workspace", 3, 22,
            "{region}"),
        Case("version: 1\nstages: { dev: { protected: 1 } }", "config.wrong-type", 2, 29, "true or false"),
    ]

    static let places = [
        Case("version: 1\nstages: {}", "config.no-stages", 2, 9),
        Case("version: 1\nstages: [dev]", "config.wrong-type", 2, 9, "a mapping of stages"),
        Case("version: 1\nstages: { Prod: {} }", "config.stage-name", 2, 11, "lower-case"),
        Case("version: 1\nstages: { a-stage-that-is-long: {} }", "config.stage-name", 2, 11, "1 to 16"),
        Case("version: 1\nstages: { dev: { regoins: [eu-west-1] } }", "config.unknown-key", 2, 18, "'regions'"),
        Case("version: 1\nstages: { dev: { account: 12 } }", "config.invalid-account", 2, 27),
        Case("version: 1\nstages: { dev: { architecture: arm64 } }", "config.archive-by-place", 2, 18, "by stage"),
        Case(
            "version: 1\nfunctions: { a1: { regions: { eu-west-1: { build: {} } } } }", "config.archive-by-place", 2,
            44,
            "by region"),
        Case("version: 1\nfunctions: { a1: { regions: { eu-wset-1: {} } } }", "config.unknown-region", 2, 31),
        Case("version: 1\nfunctions: { a1: { regions: [eu-west-1] } }", "config.wrong-type", 2, 29, "a mapping of"),
        Case("version: 1\nfunctions: { a1: { stages: { dev: {} } } }", "config.unknown-stage", 2, 30, "no `stages:`"),
        Case(
            "version: 1\nstages: { dev: {} }\nfunctions: { a1: { stages: { dve: {} } } }", "config.unknown-stage", 3,
            30,
            "'dev'"),
        Case("version: 1\ndefaults: { name: orders }", "config.name-pattern", 2, 19, "{function}"),
        Case("version: 1\ndefaults: { name: \"{function}-{stge}\" }", "config.name-pattern", 2, 19, "'{stage}'"),
        Case("version: 1\ndefaults: { name: \"{function\" }", "config.name-pattern", 2, 19, "brace"),
        Case("version: 1\ndefaults: { layers: [\"a:{regoin}\"] }", "config.placeholder", 2, 22, "{region}"),
        Case("version: 1\nfunctions: { a1: { logs: { level: null } } }", "config.nothing-to-unset", 2, 28),
        Case(
            "version: 1\nfunctions: { a1: { insights: { regions: { eu-west-1: { regions: {} } } } } }",
            "config.unknown-key", 2, 56),
    ]

    static let values = [
        Case("version: 1\nregions: eu-west-1", "config.wrong-type", 2, 10, "a list of regions"),
        Case("version: 1\nregions: [eu-west-1, eu-wset-2]", "config.unknown-region", 2, 22, "eu-west-2"),
        Case("version: 1\nregions: [null]", "config.wrong-type", 2, 11, "not nothing"),
        Case("version: 1\naccount: 1234", "config.invalid-account", 2, 10, "twelve digits"),
        Case("version: 1\ndefaults: []", "config.wrong-type", 2, 11),
        Case("version: 1\ndefaults: { memory: lots }", "config.wrong-type", 2, 21, "not 'lots'"),
        Case("version: 1\ndefaults: { memory: \"512\" }", "config.wrong-type", 2, 21, "text in quotes"),
        Case("version: 1\ndefaults: { memory: 512.5 }", "config.wrong-type", 2, 21),
        Case("version: 1\ndefaults: { memory: 0x200 }", "config.wrong-type", 2, 21),
        Case("version: 1\ndefaults: { memory: }", "config.nothing-to-unset", 2, 13, "has no value"),
        Case("version: 1\ndefaults: { timeout: [1] }", "config.wrong-type", 2, 22, "not a list"),
        Case("version: 1\ndefaults: { architecture: x68_64 }", "config.unknown-value", 2, 27, "'x86_64'"),
        Case(
            "version: 1\ndefaults: { runtime: nodejs20.x }", "config.unknown-value", 2, 22,
            "provided.al2023, provided.al2"),
        Case("version: 1\ndefaults: { tracing: Active }", "config.unknown-value", 2, 22, "did you mean 'active'"),
        Case("version: 1\ndefaults: { logs: { retention: always } }", "config.wrong-type", 2, 32, "`never`"),
        Case("version: 1\ndefaults: { logs: { level: verbose } }", "config.unknown-value", 2, 28, "trace, debug"),
        Case("version: 1\ndefaults: { insights: yes }", "config.wrong-type", 2, 23, "not 'yes'"),
        Case("version: 1\ndefaults: { insights: {} }", "config.insights", 2, 23),
        Case("version: 1\ndefaults: { insights: { version: 1.0, arn: a } }", "config.insights", 2, 23),
        Case("version: 1\ndefaults: { insights: { version: newest } }", "config.invalid-version", 2, 34, "1.0.404.0"),
        Case("version: 1\ndefaults: { environment: { A1: } }", "config.nothing-to-unset", 2, 28, "\"\" is"),
        Case("version: 1\ndefaults: { environment: { A1: [x] } }", "config.wrong-type", 2, 32, "environment.A1"),
        Case("version: 1\ndefaults: { include: [\"=x\"] }", "config.invalid-include", 2, 23, "SOURCE=DESTINATION"),
        Case("version: 1\nfunctions: { a1: { product: \"\" } }", "config.empty-value", 2, 29),
        Case(
            "version: 1\ndefaults: { policies: [{ accept: [wildcard], actions: [\"*\"], resources: [\"*\"] }] }",
            "config.unknown-value", 2, 35, "wildcard-resource"),
        Case("version: 1\ndefaults: { policies: [{ actions: [s3:*] }] }", "config.missing-key", 2, 24, "`resources`"),
        Case(
            "version: 1\ndefaults: { policies: [{ actions: [], resources: [\"*\"] }] }", "config.empty-value", 2, 35),
        Case(
            "version: 1\ndefaults: { policies: [{ actions: [PutItem], resources: [\"*\"] }] }",
            "config.invalid-policy", 2, 36, "IAM action"),
        Case(
            "version: 1\ndefaults: { policies: [{ actions: [\"*\"], resources: [orders] }] }",
            "config.invalid-policy", 2, 54, "ARN"),
        Case(
            "version: 1\ndefaults: { policies: [{ effect: Allow, actions: [\"*\"], resources: [\"*\"] }] }",
            "config.unknown-value", 2, 34, "'allow'"),
    ]

    static let artifacts = [
        Case("version: 1\nartifacts:", "config.wrong-type", 2, 11, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: shop", "config.wrong-type", 2, 12, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: [shop]", "config.wrong-type", 2, 12, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: {}", "config.missing-key", 2, 12, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: { prefix: a }", "config.missing-key", 2, 12, "`bucket`"),
        Case("version: 1\nartifacts: { bukcet: shop }", "config.unknown-key", 2, 14, "did you mean 'bucket'?"),
        Case("version: 1\nartifacts: { bucket: }", "config.wrong-type", 2, 22, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: { bucket: [a] }", "config.wrong-type", 2, 22, "not a list"),
        Case("version: 1\nartifacts: { bucket: \"\" }", "config.empty-value", 2, 22, "artifacts: { bucket: NAME }"),
        Case("version: 1\nartifacts: { bucket: Shop_A }", "config.invalid-bucket", 2, 22, "write `bucket: shop-a`"),
        Case("version: 1\nartifacts: { bucket: s3://shop/a }", "config.invalid-bucket", 2, 22, "write `bucket: shop`"),
        Case(
            "version: 1\nartifacts: { bucket: \"arn:aws:s3:::shop\" }", "config.invalid-bucket", 2, 22,
            "write `bucket: shop`"),
        Case("version: 1\nartifacts: { bucket: \"a-{regoin}\" }", "config.invalid-bucket", 2, 22, "{region}"),
        Case("version: 1\nartifacts: { bucket: ab }", "config.invalid-bucket", 2, 22, "3 to 63 characters"),
        Case("version: 1\nartifacts: { bucket: shop, prefix: }", "config.wrong-type", 2, 36, "'functions'"),
        Case("version: 1\nartifacts: { bucket: shop, prefix: \"\" }", "config.empty-value", 2, 36, "'functions'"),
        Case("version: 1\nartifacts: { bucket: shop, prefix: /a/ }", "config.invalid-prefix", 2, 36, "`prefix: a`"),
        Case("version: 1\nartifacts: { bucket: shop, prefix: a b }", "config.invalid-prefix", 2, 36, "leave it out"),
        Case("version: 1\nartifact: { bucket: shop }", "config.unknown-key", 2, 1, "did you mean 'artifacts'?"),
    ]

    /// An invalid swiftlambda.yaml is refused with the place and the valid keys or values.
    @Test(
        arguments: structure + syntax + build + keys + references + requirements + deployment + places
            + values + artifacts
            + SurroundingErrors.all + ForeignKeyErrors.all)
    func refused(wrong: Case) throws {
        let error = try #require(throws: ConfigurationError.self) { try configuration(wrong.yaml) }
        #expect(error.exitStatus == .badInput)
        #expect(error.diagnostics.map(\.identifier) == [wrong.identifier])
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.location?.file == "swiftlambda.yaml")
        #expect(diagnostic.location?.line == wrong.line)
        #expect(diagnostic.location?.column == wrong.column)
        let text = ([diagnostic.summary, diagnostic.explanation ?? ""] + diagnostic.hints).joined(separator: "\n")
        #expect(text.contains(wrong.says), "\(text)")
    }

    /// All errors of a swiftlambda.yaml are reported at once, up to fifty.
    @Test func several() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try configuration(
                "version: 1\nregions: [x]\naccount: 1\nfunctions: { a1: { memory: a, timeout: b, c: d } }")
        }
        #expect(
            error.diagnostics.map(\.identifier) == [
                "config.unknown-region", "config.invalid-account", "config.wrong-type", "config.wrong-type",
                "config.unknown-key",
            ])
        let many = try #require(throws: ConfigurationError.self) {
            try configuration("version: 1\n" + (1...70).map { "key\($0): 1\n" }.joined())
        }
        #expect(many.diagnostics.count == 51)
        #expect(many.diagnostics.last?.summary == "the file has 20 more errors")
    }

    /// A wrong swiftlambda.yaml that is not UTF-8 is refused with its line.
    @Test func notUTF8() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Configuration(yaml: Array("version: 1\n\n# ".utf8) + [0xFF], file: "/x", displayName: "x")
        }
        #expect(error.diagnostics.map(\.identifier) == ["config.not-utf8"])
        #expect(error.diagnostics.first?.location?.line == 3)
    }
}
