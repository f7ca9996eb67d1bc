// swift-tools-version: 6.1
import PackageDescription

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let runtime = Target.Dependency.product(name: "AWSLambdaRuntime", package: "swift-aws-lambda-runtime")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "__PACKAGE__",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "__MODULE__", targets: ["__MODULE__"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log.git", from: "1.12.0"),
        .package(url: "https://github.com/awslabs/swift-aws-lambda-runtime.git", from: "2.9.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.11.0"),
    ],
    targets: [
        // Starts the function; its logic is in a target that tests can import.
        .executableTarget(name: "__MODULE__", dependencies: ["__MODULE__Handler", logging, runtime, serviceLifecycle]),
        .target(name: "__MODULE__Handler", dependencies: [logging, serviceLifecycle]),
        .testTarget(name: "__MODULE__Tests", dependencies: ["__MODULE__Handler", logging, serviceLifecycle]),
    ],
    swiftLanguageModes: [.v6]
)
