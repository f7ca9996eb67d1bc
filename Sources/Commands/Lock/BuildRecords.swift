import Building
import Host
import Model
import Packaging
import Project
import SystemPackage

/// The images and Swift SDKs of builds, for the lock.
struct BuildRecords {
    private let tools: [(architecture: Architecture, tools: Manifest.Tools)]

    init(tools: [(architecture: Architecture, tools: Manifest.Tools)]) {
        self.tools = tools
    }

    init(_ packaged: [PackagedFunction]) {
        self.init(tools: packaged.compactMap(\.manifest).map { ($0.architecture, $0.tools) })
    }

    /// Adds what a lock lacks; without a lock, nothing is written.
    ///
    /// - Returns: a warning about each image and SDK that is another one than the lock records.
    func recorded(in package: FilePath, on host: Host) throws -> [Diagnostic] {
        guard let former = try LockFile.load(package: package, host: host) else { return [] }
        var lock = former
        var warnings: [Diagnostic] = []
        for (architecture, tools) in tools {
            if let image = tools.image, let digest = tools.imageDigest {
                warnings += [lock.record(image: image, digest: digest, for: architecture)].compactMap { $0 }
            }
            if let name = tools.swiftSDK {
                let sdk = LockedSDK(
                    compiler: tools.compiler, checksum: StaticLinuxSDK.checksum(ofSDKNamed: name))
                warnings += [lock.record(sdk: name, as: sdk)].compactMap { $0 }
            }
        }
        if lock != former {
            do throws(FileError) {
                try host.files.write(
                    Array(lock.text.utf8), to: LockFile.path(in: package), permissions: .readableByAll)
            } catch {
                // The archives are written, and a checkout may be read-only.
                warnings.append(
                    .warning(
                        "lock.not-recorded", "\(LockFile.fileName) could not be written",
                        explanation: error.diagnostics.first?.summary,
                        hints: ["package where the directory can be written, and commit the file"]))
            }
        }
        var known: Set<Diagnostic> = []
        return warnings.filter { known.insert($0).inserted }
    }
}
