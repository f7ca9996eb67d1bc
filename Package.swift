// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// A template of `init`: a module with the bytes of the files in `templates/<directory>`.
///
/// SwiftPM names an embedded file by the last component of its path alone, so that each template is a module of its own.
func template(_ name: String, directory: String) -> Target {
    let source = name.replacing("Template", with: "") + ".swift"
    return .target(
        name: name,
        path: "templates",
        exclude: (["aws-runtime", "ci", "postgres", "shared", "standalone"].filter { $0 != directory }
            + ["AWSRuntime.swift", "CI.swift", "Postgres.swift", "Shared.swift", "Standalone.swift"].filter {
                $0 != source
            }
            .map { "Embedding/\($0)" }),
        sources: ["Embedding/\(source)"],
        resources: [.embedInCode(directory)]
    )
}

let package = Package(
    name: "swiftlambda",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "swiftlambda", targets: ["swiftlambda"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .executableTarget(name: "swiftlambda", dependencies: ["Commands"]),
        .target(
            name: "Commands",
            dependencies: [
                "Archive", "Building", "Bundling", "Console", "Explanations", "Host", "Insights", "JSON",
                "LambdaProtocol", "LibC", "LinkAudit", "LocalEnvironment", "LocalGateway", "Model", "Packaging",
                "Project", "Rehearsal", "Releasing",
                "Scaffolding", "Terraform",
                argumentParser,
                systemPackage,
            ]
        ),
        .target(
            name: "Releasing", dependencies: ["Checksums", "Host", "JSON", "Model", "Terraform", systemPackage]),
        .target(
            name: "Packaging",
            dependencies: [
                "Archive", "Building", "Bundling", "Checksums", "ELF", "Host", "LinkAudit", "Model", "Project",
                systemPackage,
            ]
        ),
        .target(
            name: "Bundling",
            dependencies: [
                "ELF", "Host", "LinkAudit", "Model",
                systemPackage,
            ]
        ),
        .target(name: "LinkAudit", dependencies: ["Archive", "ELF", "Model"]),
        .target(
            name: "Building",
            dependencies: [
                "Checksums", "ELF", "Host", "Model",
                systemPackage,
            ],
            resources: [.embedInCode("Forwarding/Resources/definitions.c")]
        ),
        .target(
            name: "Terraform",
            dependencies: ["Checksums", "HCL", "Insights", "JSON", "Model"],
            resources: [.embedInCode("Resources/iam-actions.json")]
        ),
        .target(
            name: "Rehearsal",
            dependencies: [
                "Host", "LambdaProtocol", "LibC", "LocalEnvironment", "Model",
                nioCore, nioPosix,
                systemPackage,
            ]
        ),
        .target(
            name: "LocalGateway",
            dependencies: [
                "Host", "JSON", "LambdaProtocol", "LibC", "LocalEnvironment", "Model",
                nioCore, nioHTTP1, nioPosix,
            ]
        ),
        .target(
            name: "LocalEnvironment",
            dependencies: [
                "Archive", "CLinux", "ELF", "Host", "LambdaProtocol", "LibC", "Model",
                nioCore, nioHTTP1, nioPosix,
                systemPackage,
            ]
        ),
        .target(
            name: "LambdaProtocol",
            dependencies: ["JSON", "LibC", "Model"],
            resources: [
                .embedInCode("Examples/Resources/alb.json"),
                .embedInCode("Examples/Resources/apigateway-v1.json"),
                .embedInCode("Examples/Resources/apigateway.json"),
                .embedInCode("Examples/Resources/authorizer.json"),
                .embedInCode("Examples/Resources/cognito.json"),
                .embedInCode("Examples/Resources/dynamodb.json"),
                .embedInCode("Examples/Resources/eventbridge.json"),
                .embedInCode("Examples/Resources/function-url.json"),
                .embedInCode("Examples/Resources/kinesis.json"),
                .embedInCode("Examples/Resources/s3.json"),
                .embedInCode("Examples/Resources/scheduled.json"),
                .embedInCode("Examples/Resources/sns.json"),
                .embedInCode("Examples/Resources/sqs.json"),
            ]
        ),
        .target(
            name: "Project",
            dependencies: [
                "CLibYAML", "Host", "Model",
                systemPackage,
            ]
        ),
        .target(
            name: "Scaffolding",
            dependencies: [
                "AWSRuntimeTemplate", "CITemplate", "Host", "Model", "PostgresTemplate", "SharedTemplate",
                "StandaloneTemplate",
                systemPackage,
            ]
        ),
        template("AWSRuntimeTemplate", directory: "aws-runtime"),
        template("CITemplate", directory: "ci"),
        template("PostgresTemplate", directory: "postgres"),
        template("SharedTemplate", directory: "shared"),
        template("StandaloneTemplate", directory: "standalone"),
        .target(
            name: "Insights",
            dependencies: ["JSON", "Model"],
            resources: [.embedInCode("Resources/insights-layers.json")]
        ),
        .target(name: "Archive", dependencies: ["CLibArchive", "LibC", "Model"]),
        .systemLibrary(
            name: "CLibArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
        ),
        .target(name: "Checksums", dependencies: ["CNettle", "Model"]),
        .systemLibrary(
            name: "CNettle",
            pkgConfig: "nettle",
            providers: [.apt(["nettle-dev"]), .brew(["nettle"])]
        ),
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .target(name: "Explanations", dependencies: ["CDiagnosticPages", "Model"]),
        // The Markdown of docs/reference/diagnostics.md as bytes.
        .target(name: "CDiagnosticPages"),
        .target(name: "ELF", dependencies: ["LibC"]),
        .target(name: "HCL"),
        .target(name: "JSON", dependencies: ["Model"]),
        .target(name: "Console", dependencies: ["Model"]),
        .target(name: "LibC"),
        .systemLibrary(name: "CLinux"),
        .target(
            name: "Host",
            dependencies: [
                "CLinux", "LibC", "Model",
                subprocess,
                systemPackage,
            ]
        ),
        .target(name: "Model"),

        .executableTarget(
            name: "ArchiveBenchmark",
            dependencies: ["Archive", "Checksums", "Host", argumentParser, systemPackage],
            path: "Benchmarks/ArchiveBenchmark"
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Host", "LibC", "Model", systemPackage],
            path: "Tests/TestSupport"
        ),
        .testTarget(name: "ChecksumsTests", dependencies: ["Checksums"]),
        .testTarget(name: "ExplanationsTests", dependencies: ["Explanations", "Model"]),
        .testTarget(name: "ModelTests", dependencies: ["Model"]),
        .target(name: "ELFTestSupport", path: "Tests/ELFTestSupport"),
        .testTarget(name: "ELFTests", dependencies: ["ELF", "ELFTestSupport"]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "CLibArchive", "LibC", "Model"]),
        .testTarget(name: "HCLTests", dependencies: ["HCL"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(
            name: "TerraformTests",
            dependencies: ["Checksums", "Host", "Insights", "Model", "Terraform", "TestSupport", systemPackage],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "TerraformIntegrationTests",
            dependencies: [
                "HCL", "Host", "Insights", "Model", "Releasing", "Terraform", "TestSupport", "swiftlambda",
                systemPackage,
            ],
            exclude: ["Former", "Scripts"]
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Archive", "ELF", "Host", "JSON", "LambdaProtocol", "LocalEnvironment", "LocalGateway", "Model",
                "Packaging", "Project", "Releasing", "Terraform", "TestSupport",
                systemPackage,
            ],
            exclude: ["Seeds"]
        ),
        .testTarget(name: "InsightsTests", dependencies: ["Insights", "Model"]),
        .testTarget(name: "ProjectTests", dependencies: ["Host", "Model", "Project", "TestSupport", systemPackage]),
        .testTarget(name: "HostTests", dependencies: ["Host", "LibC", "Model", "TestSupport", systemPackage]),
        .testTarget(name: "ConsoleTests", dependencies: ["Console", "Model", "TestSupport"]),
        .testTarget(
            name: "BuildingTests",
            dependencies: ["Building", "ELF", "ELFTestSupport", "Host", "Model", "TestSupport", systemPackage]
        ),
        .testTarget(
            name: "PackagingTests",
            dependencies: [
                "Archive", "Building", "Bundling", "Checksums", "ELF", "ELFTestSupport", "Host", "LinkAudit", "Model",
                "Packaging", "TestSupport",
                systemPackage,
            ],
            exclude: ["Shipping/Golden"]
        ),
        .testTarget(name: "LambdaProtocolTests", dependencies: ["JSON", "LambdaProtocol", "Model", "TestSupport"]),
        .target(
            name: "LocalTestSupport",
            dependencies: ["LambdaProtocol", "LocalEnvironment", "Model"],
            path: "Tests/LocalTestSupport"
        ),
        .testTarget(
            name: "BundlingTests",
            dependencies: [
                "Bundling", "ELF", "ELFTestSupport", "Host", "LinkAudit", "Model", "TestSupport",
                systemPackage,
            ]
        ),
        .testTarget(name: "LinkAuditTests", dependencies: ["ELF", "ELFTestSupport", "LinkAudit", "Model"]),
        .testTarget(
            name: "LocalEnvironmentTests",
            dependencies: [
                "Host", "LambdaProtocol", "LocalEnvironment", "LocalTestSupport", "Model", "TestSupport",
                nioCore, nioPosix,
                systemPackage,
            ]
        ),
        .testTarget(
            name: "LocalGatewayTests",
            dependencies: [
                "Host", "JSON", "LambdaProtocol", "LocalEnvironment", "LocalGateway", "LocalTestSupport", "Model",
                "TestSupport",
                nioCore, nioPosix,
                systemPackage,
            ]
        ),
        .testTarget(
            name: "RehearsalTests",
            dependencies: [
                "Host", "LambdaProtocol", "LocalEnvironment", "Model", "Rehearsal", "TestSupport",
                nioCore, nioPosix,
                systemPackage,
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "ReleasingTests",
            dependencies: [
                "Host", "Insights", "JSON", "Model", "Releasing", "Terraform", "TestSupport", systemPackage,
            ],
            exclude: ["Access/Golden", "Plan/Fixtures"]
        ),
        .testTarget(
            name: "ScaffoldingTests",
            dependencies: ["Host", "Model", "Scaffolding", "TestSupport", systemPackage],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Console", "Explanations", "Host", "LambdaProtocol", "LinkAudit", "LocalEnvironment",
                "LocalGateway", "Model", "Rehearsal", "Releasing", "Building", "Packaging", "Project", "TestSupport",
                argumentParser,
                systemPackage,
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "Host", "LambdaProtocol", "LocalEnvironment", "LocalGateway", "Model", "Rehearsal", "TestSupport",
                "swiftlambda",
                nioCore, nioPosix,
                systemPackage,
            ],
            exclude: ["Packages"]
        ),
    ]
)

for target in package.targets where ![.system, .binary, .plugin].contains(target.type) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
    if Context.environment["SWIFTLAMBDA_WARNINGS_AS_ERRORS"] != nil {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}
