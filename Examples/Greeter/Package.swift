// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Greeter",
    products: [
        .executable(name: "Greeter", targets: ["Greeter"])
    ],
    targets: [
        .executableTarget(name: "Greeter", dependencies: ["RuntimeAPI"]),
        .target(name: "RuntimeAPI"),
    ]
)
