// swift-tools-version: 6.1
import CompilerPluginSupport
import PackageDescription

// `scripts/macro-build` adds `Sources/RuntimeAPI`, which is that of `Examples/Greeter`.
let package = Package(
    name: "Spelling",
    dependencies: [.package(url: "https://github.com/swiftlang/swift-syntax", exact: "602.0.0")],
    targets: [
        .executableTarget(name: "Spelling", dependencies: ["RuntimeAPI", "SpellingMacros"]),
        // Runs on the machine that builds.
        .macro(
            name: "SpellingMacros",
            dependencies: [
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
            ]),
        .target(name: "RuntimeAPI"),
    ]
)
