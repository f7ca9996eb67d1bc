// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "Misbehaving",
    targets: [
        .executableTarget(name: "Misbehaving", dependencies: ["CMisbehaving"]),
        .target(name: "CMisbehaving"),
    ]
)
