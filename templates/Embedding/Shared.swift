/// The files that every template has, by their paths in a package.
package let commonTemplate: [String: [UInt8]] = [
    ".gitignore": PackageResources.gitignore
]

/// The Runtime API client of templates without the official runtime, by its files' paths in a package.
package let lambdaRuntimeTemplate: [String: [UInt8]] = [
    "Sources/LambdaRuntime/BlockingThread.swift": PackageResources.BlockingThread_swift,
    "Sources/LambdaRuntime/HTTPConnection.swift": PackageResources.HTTPConnection_swift,
    "Sources/LambdaRuntime/InternalExtension.swift": PackageResources.InternalExtension_swift,
    "Sources/LambdaRuntime/Runtime.swift": PackageResources.Runtime_swift,
    "Sources/LambdaRuntime/RuntimeClient.swift": PackageResources.RuntimeClient_swift,
    "Sources/LambdaRuntime/RuntimeError.swift": PackageResources.RuntimeError_swift,
    "Sources/LambdaRuntime/Socket.swift": PackageResources.Socket_swift,
    "Sources/LambdaRuntime/System.swift": PackageResources.System_swift,
    "Sources/LambdaRuntime/TerminationSignal.swift": PackageResources.TerminationSignal_swift,
]
