import Foundation
import Host
import Model
import SystemPackage
import TestSupport
import Testing

/// The Swift SDK for arm64 with Foundation and a compiler of its own, made from Debian's packages when it is missing.
///
/// It lies beside the one of `DebianSDK`.
enum CompleteSDK {
    private static let making = Task { try await make(packages: []) }
    private static let extending = Task {
        _ = try await making.value
        return try await make(packages: ["libpq-dev"])
    }

    /// The SDK, or `nil` if this version of the tool cannot make one.
    ///
    /// - Parameter hasLibPQ: whether its sysroot has PostgreSQL's library too.
    static func made(hasLibPQ: Bool) async throws -> DebianSDK.Made? {
        try await (hasLibPQ ? extending : making).value
    }

    private static func make(packages: [String]) async throws -> DebianSDK.Made? {
        let options = ["--complete", "--arch", "arm64"] + packages.flatMap { ["--package", $0] }
        let result = try await BuiltTool.run(
            ["sdk", "make", "--from", "debian", "--output", DebianSDK.store.string, "--format", "json"] + options,
            in: BuiltTool.root, timeLimit: .seconds(1800))
        guard result.status != ExitStatus.usage.rawValue else { return nil }
        try #require(result.status == 0, "\(result.error)")
        let sdk = try #require((try result.json["sdks"] as? [[String: Any]])?.first)
        let target = try #require((sdk["targets"] as? [[String: Any]])?.first)
        return DebianSDK.Made(
            id: try #require(sdk["id"] as? String), sysroot: FilePath(try #require(target["sdkRoot"] as? String)))
    }
}

/// What functions are built with for an architecture: this machine's Swift for its own, the complete SDK for arm64.
struct BuildTarget: Sendable {
    let architecture: Architecture
    private let sdk: DebianSDK.Made?
    private let emulator: FilePath?

    /// Finds or makes what is needed, or skips the test.
    init(_ architecture: Architecture, hasLibPQ: Bool = false) async throws {
        self.architecture = architecture
        guard try architecture != BuiltTool.architecture else {
            sdk = nil
            emulator = nil
            return
        }
        guard architecture == .arm64, let emulator = try liveProcesses().locate("qemu-aarch64-static") else {
            try Test.cancel("programs for \(architecture) do not run on this machine")
        }
        guard let sdk = try await CompleteSDK.made(hasLibPQ: hasLibPQ) else {
            try Test.cancel("no Swift SDK for \(architecture) has Foundation")
        }
        self.sdk = sdk
        self.emulator = emulator
    }

    /// Options of `package`.
    var options: [String] {
        ["--arch", architecture.rawValue] + (sdk.map { ["--swift-sdk", $0.id] } ?? ["--builder", "native"])
    }

    /// A root that holds nothing.
    var emptyRoot: LambdaRoot { LambdaRoot(emulator: emulator) }

    /// A root that holds the C library, as Lambda's runtimes do, and nothing else.
    var rootWithLibC: LambdaRoot {
        let tree = sdk?.sysroot ?? "/"
        let isArm = architecture == .arm64
        let libraries = tree.appending("lib").appending(isArm ? "aarch64-linux-gnu" : "x86_64-linux-gnu")
        let loader: FilePath = isArm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2"
        var root = emptyRoot
        root.files.append((tree.appending(loader.components), loader))
        for name in ["libc.so.6", "libgcc_s.so.1", "libm.so.6", "libresolv.so.2", "libstdc++.so.6"] {
            root.files.append((libraries.appending(name), FilePath("/lib64").appending(name)))
        }
        return root
    }
}
