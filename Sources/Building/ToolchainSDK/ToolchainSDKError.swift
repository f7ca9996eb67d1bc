package import Model
package import SystemPackage

/// A Swift SDK can't be made of a toolchain's archive.
package enum ToolchainSDKError: DiagnosedError, Hashable {
    /// A program is missing; the Debian package that has it.
    case noTool(String, package: String)
    /// The compiler is not a release, so that swift.org has no archive of it.
    case noRelease(compiler: String)
    /// The archive is of another release than the compiler.
    case otherRelease(FilePath, release: String, compiler: String)
    /// The archive is for another architecture.
    case otherArchitecture(FilePath, wanted: Architecture)
    /// The archive ends too early.
    case cutOff(FilePath)
    /// The file is not an archive, or has no toolchain in it.
    case noToolchain(FilePath, missing: [String], message: String)
    /// A member of the archive has a path that leaves its directory.
    case unsafeArchive(FilePath, message: String)
    /// The archive could not be unpacked for another reason.
    case unreadableArchive(FilePath, message: String)
    /// The signature is of another file.
    case badSignature(FilePath, signer: String)
    /// gpg does not have the key of the signature.
    case missingKey(String, signature: FilePath)
    /// The signature can't be used.
    case unusableSignature(FilePath, reason: String, message: String)
    /// The system to link against lacks something.
    case incompleteSysroot(String, missing: [String])
    /// The system to link against is for another architecture.
    case foreignSysroot(String, machine: String, wanted: Architecture)
    /// The system could not be copied.
    case unreadableSysroot(String, message: String)
    /// A file is not an RPM package.
    case notRPM(FilePath)
    /// An image can't be read.
    case noImage(String, ContainerEngine, Architecture, message: String)
    /// A download failed; whether swift.org has no such file.
    case notDownloaded(String, release: ToolchainRelease, message: String, isMissing: Bool)

    /// Whether another download is needed.
    var isFaultOfArchive: Bool {
        switch self {
        case .cutOff, .noToolchain, .badSignature, .unusableSignature: true
        default: false
        }
    }

    /// A missing tool or download is `unavailable`, a wrong file `badInput`.
    package var exitStatus: ExitStatus {
        switch self {
        case .noTool, .noRelease, .missingKey, .noImage, .notDownloaded: .unavailable
        case .unreadableArchive, .unreadableSysroot: .inputOutput
        default: .badInput
        }
    }
}
