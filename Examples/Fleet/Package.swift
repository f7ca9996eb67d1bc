// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Fleet",
    targets: [
        .executableTarget(name: "Orders", dependencies: ["Shop"]),
        .executableTarget(name: "Prices", dependencies: ["PriceList", "Shop"]),
        .executableTarget(name: "Reports", dependencies: ["Shop"]),
        .target(name: "Shop", dependencies: ["RuntimeAPI"]),
        // A C target: SwiftPM gives a Swift target with resources an accessor that imports Foundation.
        .target(name: "PriceList", resources: [.copy("prices.csv")]),
        .target(name: "RuntimeAPI"),
    ]
)
