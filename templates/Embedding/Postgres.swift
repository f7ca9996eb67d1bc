/// The files of the template `postgres`, except the shared ones, by their paths in a package.
package let postgresTemplate: [String: [UInt8]] = [
    "Package.swift": PackageResources.Package_swift,
    "README.md": PackageResources.README_md,
    "Sources/CLibPQ/module.modulemap": PackageResources.module_modulemap,
    "Sources/CLibPQ/shim.h": PackageResources.shim_h,
    "Sources/__MODULE__/Main.swift": PackageResources.Main_swift,
    "Sources/__MODULE__Handler/Handler.swift": PackageResources.Handler_swift,
    "Sources/__MODULE__Handler/PostgresConnection.swift": PackageResources.PostgresConnection_swift,
    "Tests/__MODULE__Tests/HandlerTests.swift": PackageResources.HandlerTests_swift,
    "swiftlambda.yaml": PackageResources.swiftlambda_yaml,
]
