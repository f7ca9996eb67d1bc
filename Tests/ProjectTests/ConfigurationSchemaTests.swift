import Foundation
import Model
import TestSupport
import Testing

@testable import Project

/// docs/reference/swiftlambda.schema.json against the reader: both take and refuse the same documents.
///
/// JSON is YAML, so that one text goes to both.
@Suite struct ConfigurationSchemaTests {
    private static func schemaTakes(_ json: String) throws -> Bool {
        try JSONSchema(reference: "swiftlambda").faults(in: json).isEmpty
    }

    private static func readerTakes(_ json: String) async throws -> Bool {
        do {
            _ = try await settings(json).resolve(products: .waived) { shop }
            return true
        } catch is ConfigurationError {
            return false
        }
    }

    /// A document with one function that has some members.
    private static func function(_ members: String) -> String {
        #"{"version": 1, "functions": {"orders": {\#(members)}}}"#
    }

    @Test func documentsWithEveryKeyAreTaken() async throws {
        let full = #"""
            {
              "version": 1, "regions": ["eu-west-1", "us-gov-west-1"], "account": "012345678901",
              "artifacts": {"bucket": "shop-{region}-artifacts", "prefix": "teams/shop"},
              "defaults": {
                "architecture": "aarch64", "memory": 1024, "environment": {"STAGE": "prod"}, "tags": {"team": "shop"},
                "logs": {"retention": "never", "format": "json"},
                "build": {
                  "builder": "sdk", "libc": "glibc", "swiftSDK": ["arm", "x86"], "bundle": "libraries", "optimize": "size",
                  "forward": false,
                  "arguments": ["-Xswiftc", "-DSTAGING"], "engine": "podman", "image": "swift:6.3.1"
                }
              },
              "functions": {
                "orders": {
                  "product": "Orders", "description": "Takes orders", "runtime": "provided.al2", "timeout": 10,
                  "ephemeralStorage": 1024, "environment": {"PORT": 8080, "DEBUG": true, "EMPTY": ""},
                  "insights": {"version": "1.0.404.0"}, "layers": ["arn:aws:lambda:eu-west-1:123456789012:layer:t:3"],
                  "logs": {"level": "debug", "systemLevel": "warn"}, "tracing": "active",
                  "policies": [{
                    "effect": "deny", "actions": ["dynamodb:Get*", "*"], "resources": ["*", "arn:aws:s3:::b"],
                    "conditions": {"StringEquals": {"aws:SourceVpc": ["vpc-1"]}, "Bool": {"aws:SecureTransport": true}},
                    "accept": ["admin", "pass-role", "service-wildcard", "wildcard-resource", "other-region"]
                  }],
                  "include": ["Assets", "a=b"], "exclude": ["*.psd"], "build": {"bundle": "none"}
                },
                "payments": null
              }
            }
            """#
        #expect(try JSONSchema(reference: "swiftlambda").faults(in: full) == [])
        #expect(try await Self.readerTakes(full))
    }

    private static func tags(_ count: Int) -> String {
        "{" + (1...count).map { "\"key\($0)\": \"\"" }.joined(separator: ", ") + "}"
    }

    /// Each is a value for a key of a function, and whether it is right.
    private static let values: [(key: String, right: [String], wrong: [String])] = [
        ("product", [#""Orders""#, "1"], [#""""#, "null", "[]"]),
        (
            "description", [#""""#, #""\#(String(repeating: "a", count: 256))""#],
            [#""\#(String(repeating: "a", count: 257))""#, "{}"]
        ),
        ("architecture", [#""arm64""#, #""x86_64""#, #""amd64""#], [#""sparc""#, "64"]),
        ("runtime", [#""provided.al2023""#, #""provided.al2""#], [#""provided""#, #""nodejs22.x""#]),
        ("memory", ["128", "10240"], ["127", "10241", #""512""#, "1.5", "true"]),
        ("timeout", ["1", "900"], ["0", "901", "-1", #""30s""#]),
        ("ephemeralStorage", ["512", "10240"], ["511", "10241"]),
        (
            "environment", ["{}", #"{"AB": ""}"#, #"{"A_1": 7}"#],
            [
                #"{"A": "x"}"#, #"{"1A": "x"}"#, #"{"_AB": "x"}"#, #"{"A-B": "x"}"#, #"{"AWS_REGION": "x"}"#,
                "[]",
            ]
        ),
        (
            "insights", ["true", "false", #"{"version": "1.0.404.0"}"#, #"{"arn": "arn:x"}"#],
            [
                #""newest""#, "{}", #"{"version": "latest"}"#, #"{"version": "1."}"#, #"{"arn": ""}"#,
                #"{"version": "1", "arn": "a"}"#,
            ]
        ),
        (
            "insights", [#"{"regions": {"eu-west-1": false}}"#, #"{"version": "1", "regions": {}}"#],
            [#"{"regions": {"mars": false}}"#, #"{"regions": {"eu-west-1": {"regions": {}}}}"#, #"{"regions": []}"#]
        ),
        ("layers", [#"["a:{region}:b"]"#, #"[{"eu-west-1": "a"}]"#], [#"[{"mars": "a"}]"#, #"[{"eu-west-1": ""}]"#]),
        ("name", [#""{function}""#, #""{function}-{stage}-{region}""#], [#""{function""#, #""{fn}""#, "[]"]),
        (
            "regions", ["{}", #"{"eu-west-1": {"memory": 256, "layers": []}}"#],
            ["[]", #"{"eu-west-1": {"product": "a"}}"#]
        ),
        ("layers", ["[]", #"["a", "b", "c", "d"]"#], [#"["a", "b", "c", "d", "e", "f"]"#, "[null]", #""a""#]),
        (
            "logs",
            [
                #"{"retention": 30}"#, #"{"retention": 3653}"#, #"{"retention": "never"}"#,
                #"{"format": "json", "level": "fatal"}"#,
            ],
            [
                #"{"retention": 31}"#, #"{"retention": "always"}"#, #"{"format": "xml"}"#,
                #"{"format": "json", "level": "all"}"#, #"{"format": "json", "systemLevel": "error"}"#,
            ]
        ),
        ("tracing", [#""active""#, #""passthrough""#], [#""PassThrough""#, "true"]),
        (
            "policies",
            [
                "[]", #"[{"actions": ["s3:Get*"], "resources": ["*"]}]"#,
                #"[{"actions": ["s3:Get*"], "resources": ["*"], "accept": ["wildcard-resource"]}]"#,
            ],
            [
                #"[{"actions": ["s3:Get"], "resources": ["*"], "accept": "admin"}]"#,
                #"[{"actions": ["s3:Get"], "resources": ["*"], "accept": ["other-partition"]}]"#,
                #"[{"actions": ["s3:Get"], "resources": ["*"], "accept": [true]}]"#,
                "[{}]", #"[{"actions": ["s3:Get*"]}]"#, #"[{"actions": [], "resources": ["*"]}]"#,
                #"[{"actions": ["s3"], "resources": ["*"]}]"#, #"[{"actions": ["s3:Get:x"], "resources": ["*"]}]"#,
                #"[{"actions": ["s3:Get"], "resources": ["bucket"]}]"#, #"[{"actions": "s3:Get", "resources": ["*"]}]"#,
                #"[{"effect": "Allow", "actions": ["s3:Get"], "resources": ["*"]}]"#,
                #"[{"actions": ["s3:Get"], "resources": ["*"], "conditions": {"Bool": true}}]"#,
            ]
        ),
        ("include", ["[]", #"["a", "a=b", "a=b=c"]"#], [#"[""]"#, #"["=b"]"#, #"["a="]"#, #""a""#]),
        ("exclude", [#"["*.psd", "!a"]"#], [#"[""]"#, "{}"]),
        (
            "tags", [#"{"team": "shop"}"#, #"{"n": 1}"#, tags(50)], [#"{"team": []}"#, #"["team"]"#, tags(51)]
        ),
        (
            "build",
            [
                "{}", #"{"builder": "container"}"#, #"{"swiftSDK": "a"}"#, #"{"swiftSDK": ["a", "b"]}"#,
                #"{"libc": "musl"}"#,
                #"{"engine": "docker"}"#, #"{"image": "swift"}"#, #"{"bundle": "auto"}"#, #"{"optimize": "speed"}"#,
                #"{"forward": true}"#,
                #"{"arguments": ["--enable-x"]}"#,
            ],
            [
                "null", #"{"builder": "docker"}"#, #"{"swiftSDK": ""}"#, #"{"swiftSDK": [""]}"#, #"{"libc": "uclibc"}"#,
                #"{"engine": "rkt"}"#, #"{"image": ""}"#, #"{"bundle": true}"#, #"{"optimize": "fast"}"#,
                #"{"forward": "never"}"#, #"{"forward": 1}"#, #"{"forward": null}"#,
                #"{"arguments": "-DX"}"#, #"{"jobs": 1}"#,
            ]
        ),
        ("snapStart", [], [#"{"applyOn": "PublishedVersions"}"#]),
        ("memroy", [], ["128"]),
    ]

    @Test(arguments: (values + SurroundingValues.all).indices)
    func valuesOfAFunctionAreJudgedAlike(index: Int) async throws {
        let (key, right, wrong) = (Self.values + SurroundingValues.all)[index]
        for value in right + wrong {
            let document = Self.function(#""\#(key)": \#(value)"#)
            #expect(try Self.schemaTakes(document) == right.contains(value), "the schema, of \(document)")
            #expect(try await Self.readerTakes(document) == right.contains(value), "the reader, of \(document)")
        }
    }

    @Test(arguments: [
        (#"{"version": 1}"#, true), (#"{"version": 2}"#, false), ("{}", false), ("[]", false),
        (#"{"version": "1"}"#, false),
        (#"{"version": 1, "regions": []}"#, true), (#"{"version": 1, "regions": ["eu-wset-1"]}"#, false),
        (#"{"version": 1, "regions": ["eu-west-9", "us-gov-south-1"]}"#, true),
        (#"{"version": 1, "regions": ["eu-west-0"]}"#, false),
        (#"{"version": 1, "regions": "eu-west-1"}"#, false), (#"{"version": 1, "account": 123456789012}"#, true),
        (#"{"version": 1, "account": "12345678901"}"#, false), (#"{"version": 1, "account": 12345678901}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "abc"}}"#, true),
        (#"{"version": 1, "artifacts": {"bucket": "{region}.a1"}}"#, true),
        (#"{"version": 1, "artifacts": {"bucket": 123, "prefix": "A_b=1/c.d"}}"#, true),
        (#"{"version": 1, "artifacts": null}"#, false), (#"{"version": 1, "artifacts": {}}"#, false),
        (#"{"version": 1, "artifacts": []}"#, false), (#"{"version": 1, "artifacts": "abc"}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": null}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": ""}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "ab"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "\#(String(repeating: "a", count: 64))"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "Shop"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop_a"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "-shop"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop."}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "a..b"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "10.0.0.1"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "xn--shop"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop-s3alias"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop-{stage}"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "s3://shop"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "prefix": ""}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "prefix": "a/"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "prefix": "a//b"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "prefix": "a/../b"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "prefix": "a b"}}"#, false),
        (#"{"version": 1, "artifacts": {"prefix": "a"}}"#, false),
        (#"{"version": 1, "artifacts": {"bucket": "shop", "key": "a"}}"#, false),
        (
            #"{"version": 1, "deploy": {"rehearse": true, "smoke": "{function}", "workspace": "a.b", "tool": "tofu"}}"#,
            true
        ),
        (#"{"version": 1, "deploy": {}}"#, true), (#"{"version": 1, "deploy": null}"#, false),
        (#"{"version": 1, "deploy": {"rehearse": "true"}}"#, false),
        (#"{"version": 1, "deploy": {"smoke": ""}}"#, false), (#"{"version": 1, "deploy": {"smoke": []}}"#, false),
        (#"{"version": 1, "deploy": {"workspace": "{region}-x_1"}}"#, true),
        (#"{"version": 1, "deploy": {"workspace": "a b"}}"#, false),
        (#"{"version": 1, "deploy": {"workspace": "{account}"}}"#, false),
        (#"{"version": 1, "deploy": {"workspace": ""}}"#, false),
        (#"{"version": 1, "deploy": {"tool": "pulumi"}}"#, false),
        (#"{"version": 1, "stages": {"prod": {"protected": true}}}"#, true),
        (#"{"version": 1, "stages": {"prod": {"protected": null}}}"#, false),
        (#"{"version": 1, "defaults": null}"#, true), (#"{"version": 1, "defaults": {"product": "a"}}"#, false),
        (#"{"version": 1, "functions": {}}"#, false), (#"{"version": 1, "functions": null}"#, false),
        (#"{"version": 1, "functions": {"a.b": null}}"#, false), (#"{"version": 1, "functions": {"a_b-1": {}}}"#, true),
        (#"{"version": 1, "functions": {"\#(String(repeating: "a", count: 65))": {}}}"#, false),
        (#"{"version": 1, "function": {}}"#, false),
        (function(#""insights": false, "layers": ["a", "b", "c", "d", "e"]"#), true),
        (
            #"{"version": 1, "stages": {"dev": {"regions": ["eu-west-1"], "account": "123456789012", "memory": 256}}}"#,
            true
        ),
        (#"{"version": 1, "stages": {"dev": null}}"#, true), (#"{"version": 1, "stages": {"Dev": {}}}"#, false),
        (#"{"version": 1, "stages": {"dev": {"alias": "live", "concurrency": {"reserved": 1}}}}"#, true),
        (#"{"version": 1, "stages": {"dev": {"build": {}}}}"#, false), (#"{"version": 1, "stages": {}}"#, false),
    ])
    func documentsAreJudgedAlike(document: String, isRight: Bool) async throws {
        #expect(try Self.schemaTakes(document) == isRight)
        #expect(try await Self.readerTakes(document) == isRight)
    }

    /// The reader names the keys that it knows where it meets one that it does not.
    @Test(arguments: [
        (#"{"version": 1, "zzz": 1}"#, "/properties"),
        (#"{"version": 1, "artifacts": {"zzz": 1}}"#, "/properties/artifacts/properties"),
        (#"{"version": 1, "deploy": {"zzz": 1}}"#, "/properties/deploy/properties"),
        (#"{"version": 1, "stages": {"dev": {"zzz": 1}}}"#, "/$defs/stage/properties"),
        (#"{"version": 1, "defaults": {"zzz": 1}}"#, "/$defs/defaults/properties"),
        (function(#""zzz": 1"#), "/$defs/function/properties"),
        (function(#""stages": {"dev": {"zzz": 1}}"#), "/$defs/place/properties"),
        (function(#""regions": {"eu-west-1": {"zzz": 1}}"#), "/$defs/place/properties"),
        (function(#""build": {"zzz": 1}"#), "/$defs/build/properties"),
        (function(#""logs": {"zzz": 1}"#), "/$defs/settings/properties/logs/properties"),
        (function(#""policies": [{"zzz": 1}]"#), "/$defs/statement/properties"),
        (function(#""concurrency": {"zzz": 1}"#), "/$defs/settings/properties/concurrency/properties"),
        (function(#""async": {"zzz": 1}"#), "/$defs/settings/properties/async/properties"),
        (function(#""api": {"zzz": 1}"#), "/$defs/api/properties"),
    ])
    func keysAreThoseOfTheReader(document: String, pointer: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try configuration(document) }
        let known = try #require(error.diagnostics.first { $0.identifier == "config.unknown-key" }?.explanation)
        let names = known.dropFirst("Known keys: ".count).dropLast().split(separator: ", ").map(String.init)
        #expect(Set(names) == Set(try JSONSchema(reference: "swiftlambda").members(at: pointer).keys))
    }

    @Test func regionsAndLimitsAreThoseOfTheModel() throws {
        let schema = try JSONSchema(reference: "swiftlambda")
        #expect(
            schema.members(at: "/properties/regions/items")["anyOf"]?.elements.first?["enum"]?.elements
                .compactMap(\.text)
                == Region.all.map(\.name))
        let retention = schema.members(at: "/$defs/settings/properties/logs/properties/retention")["enum"]
        #expect(retention?.elements.compactMap(\.number).map { Int($0) } == LambdaLimits.logRetentionDays)
        for (key, range) in [
            ("memory", LambdaLimits.memory), ("timeout", LambdaLimits.timeout),
            ("ephemeralStorage", LambdaLimits.ephemeralStorage),
        ] {
            let setting = schema.members(at: "/$defs/settings/properties/\(key)")
            #expect(setting["minimum"]?.number == Double(range.lowerBound))
            #expect(setting["maximum"]?.number == Double(range.upperBound))
        }
        let api = schema.members(at: "/$defs/api/properties")
        #expect(api["routes"]?["maxItems"]?.number == Double(APISettings.mostRoutes))
        #expect(api["jwt"]?["properties"]?["scopes"]?["maxItems"]?.number == Double(APISettings.mostScopes))
        let reserved = schema.members(at: "/$defs/settings/properties/environment/propertyNames/not")["enum"]
        #expect(
            Set(reserved?.elements.compactMap(\.text) ?? [])
                == LambdaLimits.reservedEnvironmentNames.filter { !$0.hasPrefix("_") })
    }
}
