// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "__PACKAGE__",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "__MODULE__", targets: ["__MODULE__"])
    ],
    targets: [
        // Starts the function; its logic is in targets that tests can import.
        .executableTarget(name: "__MODULE__", dependencies: ["LambdaRuntime", "__MODULE__Handler"]),
        .target(name: "__MODULE__Handler", dependencies: ["LambdaRuntime"]),
        .target(name: "LambdaRuntime"),
        .testTarget(name: "__MODULE__Tests", dependencies: ["LambdaRuntime", "__MODULE__Handler"]),
    ],
    swiftLanguageModes: [.v6]
)
