package import Host
import Model
package import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The Swift toolchain in `PATH`.
package struct Toolchain: Sendable, Hashable {
    /// The `swift` command.
    package var swift: FilePath
    /// The compiler's version line, such as `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    package var compilerVersion: String
    /// Its default target triple, such as `x86_64-unknown-linux-gnu`.
    package var triple: String
    /// The directory of the toolchain's programs, such as `llvm-objcopy`.
    package var programsDirectory: FilePath

    /// Creates a toolchain.
    package init(swift: FilePath, compilerVersion: String, triple: String, programsDirectory: FilePath) {
        self.swift = swift
        self.compilerVersion = compilerVersion
        self.triple = triple
        self.programsDirectory = programsDirectory
    }

    /// Finds `swift` in `PATH`.
    ///
    /// - Throws: `ToolchainError.noSwift`.
    package static func locateSwift(on host: Host) throws(ToolchainError) -> FilePath {
        guard let swift = host.processes.locate("swift") else { throw .noSwift }
        return swift
    }

    /// Queries the compiler's version and target, unless the same compiler has answered before.
    ///
    /// - Throws: `ToolchainError` if it does not respond like a Swift compiler; `CancellationError`.
    package static func describe(swift: FilePath, on host: Host) async throws -> Toolchain {
        let records = ToolchainRecords(host: host)
        if let known = records?.known(swift) { return known }
        let command = targetInfoCommand(swift: swift)
        let result = try await host.processes.collect(command, limit: 1 << 20)
        guard result.end.isSuccess else {
            throw ToolchainError.noAnswer(
                swift: swift, message: String(decoding: result.error, as: UTF8.self))
        }
        let toolchain = try Toolchain(swift: swift, targetInfo: result.output)
        records?.keep(toolchain)
        return toolchain
    }

    init(swift: FilePath, targetInfo: [UInt8]) throws(ToolchainError) {
        let info: TargetInfo
        do {
            info = try JSONDecoder().decode(TargetInfo.self, from: Data(targetInfo))
        } catch {
            throw .noAnswer(swift: swift, message: "Its target information is not valid JSON.")
        }
        // `<toolchain>/usr/lib/swift` → `<toolchain>/usr/bin`; `swift` itself may be a link or a version manager's
        // proxy.
        let programs = FilePath(info.paths.runtimeResourcePath)
            .removingLastComponent().removingLastComponent().appending("bin")
        self.init(
            swift: swift, compilerVersion: info.compilerVersion, triple: info.target.triple,
            programsDirectory: programs)
    }

    static func targetInfoCommand(swift: FilePath) -> Command {
        Command(swift.string, ["-print-target-info"])
    }

    /// The needed part of the output of `swift -print-target-info`.
    private struct TargetInfo: Decodable {
        struct Target: Decodable { var triple: String }
        struct Paths: Decodable { var runtimeResourcePath: String }
        var compilerVersion: String
        var target: Target
        var paths: Paths
    }
}
