package import Host
package import Model
package import SystemPackage

/// The content of `swiftlambda.lock`: what a release depends on and no source says.
package struct LockFile: Sendable, Hashable {
    /// The file's name.
    package static let fileName = "swiftlambda.lock"
    /// The only version of the format so far.
    static let version = 1
    /// The most bytes a file may have.
    static let sizeLimit = 4 << 20

    /// The layers of Lambda Insights.
    package var layers: [LayerPlace: LockedLayer] = [:]
    /// The digests of the images that builds ran in.
    package var images: [LockedImage: String] = [:]
    /// The Swift SDKs that builds used, by name.
    package var sdks: [String: LockedSDK] = [:]

    /// Creates an empty lock.
    package init() {}

    /// Whether it records nothing.
    package var isEmpty: Bool { layers.isEmpty && images.isEmpty && sdks.isEmpty }

    /// The file of a package.
    package static func path(in package: FilePath) -> FilePath { package.appending(fileName) }

    /// Reads the file of a package.
    ///
    /// - Parameter mergesConflicts: whether both sides of a merge conflict are joined, instead of an error.
    /// - Returns: `nil` if the file does not exist.
    /// - Throws: `ConfigurationError`, `FileError`.
    package static func load(
        package: FilePath, host: Host, mergesConflicts: Bool = false
    ) throws -> LockFile? {
        let file = path(in: package)
        guard try host.files.status(of: file, followingLinks: true) != nil else { return nil }
        var name = file
        let displayName = name.removePrefix(host.workingDirectory) ? name.string : file.string
        let bytes = try host.files.read(file, limit: sizeLimit)
        guard mergesConflicts, let sides = LockConflict(bytes)?.sides else {
            return try LockFile(yaml: bytes, displayName: displayName)
        }
        return try LockFile(yaml: sides.ours, displayName: displayName)
            .merged(with: LockFile(yaml: sides.theirs, displayName: displayName))
    }
}
