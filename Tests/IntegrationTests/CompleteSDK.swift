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
    private static let making = Task {
        let sdk = try await make()
        let header = sdk.sysroot.pushing("usr/include/postgresql/libpq-fe.h")
        // Somebody may have made one without the library.
        if try LiveFileSystem().status(of: header, followingLinks: true) != nil { return sdk }
        return try await make(["--replace"])
    }

    /// The SDK, with PostgreSQL's library in its sysroot.
    static func made() async throws -> DebianSDK.Made { try await making.value }

    private static func make(_ options: [String] = []) async throws -> DebianSDK.Made {
        let result = try await BuiltTool.run(
            [
                "sdk", "make", "--from", "debian", "--complete", "--arch", "arm64", "--package", "libpq-dev",
                "--output",
                DebianSDK.store.string, "--format", "json",
            ] + options, in: BuiltTool.root, timeLimit: .seconds(1800))
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
    init(_ architecture: Architecture) async throws {
        self.architecture = architecture
        guard try architecture != BuiltTool.architecture else {
            sdk = nil
            emulator = nil
            return
        }
        guard architecture == .arm64, try liveProcesses().locate("dpkg-deb") != nil,
            let emulator = try liveProcesses().locate("qemu-aarch64-static")
        else {
            try Test.cancel("this machine cannot make functions for \(architecture) or cannot run them")
        }
        sdk = try await CompleteSDK.made()
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
