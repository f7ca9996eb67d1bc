package import Host
import Model
import Synchronization
package import SystemPackage

/// Builds for another machine with a Swift SDK.
package struct SDKBuilder: Builder {
    private let host: Host
    private let swift: FilePath
    private let sdk: SwiftSDK
    private let target: SwiftSDK.Target
    private let store: FilePath

    /// Creates a builder.
    ///
    /// - Parameter store: the directory of SwiftPM's SDKs.
    package init(host: Host, swift: FilePath, sdk: SwiftSDK, target: SwiftSDK.Target, store: FilePath) {
        self.host = host
        self.swift = swift
        self.sdk = sdk
        self.target = target
        self.store = store
    }

    /// `sdk`.
    package var name: String { BuilderChoice.sdk.rawValue }
    /// The SDK's name.
    package var swiftSDK: String? { sdk.id }
    /// The SDK's target triple.
    package var triple: String? { target.triple }

    /// SwiftPM's scratch directory inside that of a plan.
    func scratch(in directory: FilePath) -> FilePath {
        let name = "\(sdk.id) \(target.triple)".map { $0 == "/" || $0 == " " ? "_" : $0 }
        return directory.appending("sdk").appending(String(name))
    }

    /// - Parameters:
    ///   - view: a directory that contains only this SDK's bundle.
    ///   - environment: variables for SwiftPM.
    func commands(plan: BuildPlan, view: FilePath, environment: [String: String?] = [:]) -> [Command] {
        // SwiftPM selects by name or by triple, and by name uses any of its triples.
        let selector = sdk.targets.count == 1 ? sdk.id : target.triple
        var options = ["--swift-sdks-path", view.string, "--swift-sdk", selector]
        // The static Linux SDK links everything statically with its own toolset.
        if target.libc == .glibc { options.insert("--static-swift-stdlib", at: 0) }
        return plan.commands(swift: swift, scratch: scratch(in: plan.scratch), options: options).map { command in
            var command = command
            command.environment.merge(environment) { $1 }
            return command
        }
    }

    /// What SwiftPM needs to find the linker for a compiler without one, and the libraries of the sysroot.
    func environment() async throws -> [String: String?] {
        var environment: [String: String?] = [:]
        // SwiftPM plans a build again if its environment has changed, but not if another SDK has taken this one's place.
        if let metadata = try host.files.status(of: sdk.bundle.appending("info.json"), followingLinks: true) {
            environment["SWIFTLAMBDA_SWIFT_SDK"] = "\(metadata.inode) \(metadata.modificationTime)"
        }
        if target.compiler != nil {
            let programs = try await Toolchain.describe(swift: swift, on: host).programsDirectory
            environment["PATH"] = [programs.string, host.environment["PATH"]].compactMap { $0 }.joined(separator: ":")
        }
        environment.merge(try SysrootLibraries(root: target.sdkRoot, host: host).environment) { $1 }
        return environment
    }

    /// The compiler that builds, with the other programs of this machine's toolchain.
    package func toolchain() async throws -> Toolchain {
        var toolchain = try await Toolchain.describe(swift: swift, on: host)
        guard let compiler = target.compiler else { return toolchain }
        toolchain.compilerVersion = try await Toolchain.describe(swift: compiler, on: host).compilerVersion
        return toolchain
    }

    /// Builds a plan's products.
    package func build(_ plan: BuildPlan, onLine: @escaping @Sendable (String) -> Void) async throws -> BuildOutput {
        let scratch = scratch(in: plan.scratch)
        let view = try makeView(in: scratch)
        let watched = ForeignModuleWatch(sdk: sdk.id)
        let watch = BuildWatch()
        let end = try await ResourceAccessors(files: host.files, scratch: scratch, plan: plan)
            .building(commands(plan: plan, view: view, environment: try await environment()), on: host) { line in
                watched.read(line)
                watch.read(line)
                onLine(line)
            }
        if end.isSuccess {
            return BuildOutput(binaries: scratch.appending(target.triple).appending("release"))
        }
        if let modules = watched.found { throw BuildError.foreignModules(modules) }
        let advice = watch.hint(sdk: sdk.id)
        throw target.libc == .musl
            ? BuildError.failedWithMusl(end, sdk: sdk.id, advice: advice) : plan.failure(end, advice: advice)
    }

    /// A directory with links to the bundle and to the user's configuration of SDKs.
    ///
    /// If two installed SDKs have the same triple, SwiftPM uses either of them.
    private func makeView(in scratch: FilePath) throws -> FilePath {
        let view = scratch.appending("swift-sdks")
        try host.files.makeDirectory(view)
        for name in [sdk.bundle.lastComponent?.string, "configuration"].compactMap({ $0 }) {
            let link = view.appending(name)
            let destination = name == "configuration" ? store.appending(name) : sdk.bundle
            if try host.files.status(of: link, followingLinks: false) != nil {
                if try host.files.destination(ofLink: link) == destination { continue }
                try host.files.remove(link)
            }
            guard try host.files.status(of: destination, followingLinks: true) != nil else { continue }
            try host.files.link(link, to: destination)
        }
        return view
    }
}

/// Watches a build's lines for the compiler's message about modules of another version.
private final class ForeignModuleWatch: Sendable {
    private let state = Mutex<ForeignModules?>(nil)
    private let sdk: String

    init(sdk: String) {
        self.sdk = sdk
    }

    var found: ForeignModules? { state.withLock { $0 } }

    func read(_ line: String) {
        guard let modules = ForeignModules(line: line, sdk: sdk) else { return }
        // The user's source file is more helpful than a generated one.
        state.withLock { if $0?.isOfResourceAccessor ?? true { $0 = modules } }
    }
}
