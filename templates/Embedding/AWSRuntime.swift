/// The files of the template `aws-runtime`, except the shared ones, by their paths in a package.
package let awsRuntimeTemplate: [String: [UInt8]] = [
    "Package.swift": PackageResources.Package_swift,
    "README.md": PackageResources.README_md,
    "Sources/__MODULE__/Main.swift": PackageResources.Main_swift,
    "Sources/__MODULE__Handler/Connection.swift": PackageResources.Connection_swift,
    "Sources/__MODULE__Handler/Handler.swift": PackageResources.Handler_swift,
    "Tests/__MODULE__Tests/HandlerTests.swift": PackageResources.HandlerTests_swift,
    "swiftlambda.yaml": PackageResources.swiftlambda_yaml,
]
