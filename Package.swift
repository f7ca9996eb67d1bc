// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "swiftlambda",
    platforms: [.macOS(.v13)],
    products: [
        .executable(name: "swiftlambda", targets: ["swiftlambda"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(name: "swiftlambda", dependencies: ["Commands"]),
        .target(
            name: "Commands",
            dependencies: [
                "Archive", "Building", "Console", "ELF", "Host", "Insights", "Model", "Packaging", "Project",
                "Terraform",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Packaging",
            dependencies: [
                "Archive", "Building", "ELF", "Host", "Model", "Project",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Building",
            dependencies: [
                "Host", "Model",
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(
            name: "Terraform",
            dependencies: [
                "HCL", "Insights", "Model",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Project",
            dependencies: [
                "Host", "Model",
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "Insights",
            dependencies: ["Model"],
            resources: [.embedInCode("Resources/insights-layers.json")]
        ),
        .target(name: "Archive", dependencies: ["CLibArchive", "Model"]),
        .systemLibrary(
            name: "CLibArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
        ),
        .target(name: "ELF"),
        .target(name: "HCL"),
        .target(name: "Console", dependencies: ["Model"]),
        .target(
            name: "Host",
            dependencies: [
                "Model",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .target(name: "Model"),

        .testTarget(name: "ModelTests", dependencies: ["Model"]),
    ]
)

for target in package.targets where ![.system, .binary, .plugin].contains(target.type) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
