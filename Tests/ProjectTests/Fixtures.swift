import Model
import SystemPackage

@testable import Project

/// Reads a configuration from text, as the file `swiftlambda.yaml`.
func configuration(_ yaml: String) throws(ConfigurationError) -> Configuration {
    try Configuration(yaml: Array(yaml.utf8), file: "/package/swiftlambda.yaml", displayName: "swiftlambda.yaml")
}

/// The settings of a project in `/package` on a machine of an architecture.
func settings(
    _ yaml: String?, overrides: ProjectOverrides = ProjectOverrides(), hostArchitecture: Architecture = .arm64
) throws -> ProjectSettings {
    ProjectSettings(
        workspace: Workspace(package: "/package"), configuration: try yaml.map { try configuration($0) },
        overrides: overrides, hostArchitecture: hostArchitecture)
}

/// A package with two executables and a library.
let shop = PackageDescription(
    name: "shop",
    products: [
        .init(name: "Payments", kind: .executable, targets: ["Payments"]),
        .init(name: "Orders", kind: .executable, targets: ["Orders"]),
        .init(name: "Store", kind: .library, targets: ["Store"]),
    ],
    targets: [
        .init(name: "Orders", kind: "executable", path: "Sources/Orders", products: ["Orders"]),
        .init(name: "Payments", kind: "executable", path: "Sources/Payments", products: ["Payments"]),
        .init(name: "Store", kind: "library", path: "Sources/Store", products: ["Store", "Orders"]),
    ])

/// A configuration with every key.
let fullYAML = """
    version: 1
    regions: [eu-west-1, us-gov-west-1]
    account: 012345678901
    defaults:
      architecture: aarch64
      memory: 1024
      environment: { STAGE: prod, TABLE: none }
      tags: { team: shop }
      logs: { retention: never, format: json }
      build: { builder: sdk, libc: glibc, swiftSDK: [deb-arm, deb-x86], bundle: libraries }
    functions:
      orders:
        product: Orders
        description: "Takes orders: ünïcödé 🐦 and *️⃣ stars"
        runtime: provided.al2
        memory: 256
        timeout: 10
        ephemeralStorage: 1024
        environment:
          TABLE: orders
          PORT: 8080
          DEBUG: true
          EMPTY: ""
          GLOB: "*.json"
        insights: { version: 1.0.404.0 }
        layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"]
        logs: { level: debug, systemLevel: warn }
        tracing: active
        policies:
          - actions: [dynamodb:PutItem, "dynamodb:Get*"]
            resources: ["arn:aws:dynamodb:eu-west-1:*:table/orders"]
            conditions:
              StringEquals: { "aws:SourceVpc": [vpc-1, vpc-2] }
              Bool: { "aws:SecureTransport": true }
          - effect: deny
            actions: ["*"]
            resources: ["*"]
            accept: [admin, other-region]
        include: [Assets, config/prod.json=config.json]
        tags: { cost: "7" }
        build: { builder: container, engine: podman, image: "swift:6.3.1-bookworm", bundle: libc }
      payments:

    """
