package import Model
import SystemPackage

extension ToolchainSDKError {
    /// One error.
    package var diagnostics: [Diagnostic] { [diagnostic] }

    private static let showAddress = "get its address: swiftlambda sdk make --from toolchain"
    private static let again = "download the archive and the signature again; " + showAddress
    private static let packages = "glibc-devel, kernel-headers, gcc, libgcc and libstdc++-devel"

    private var diagnostic: Diagnostic {
        switch self {
        case .noTool(let tool, let package):
            .error(
                "sdk.no-tool", "'\(tool)' is needed, and it is not in PATH",
                hints: ["install it: apt-get install \(package)", "or: dnf install \(tool)"])
        case .noRelease(let compiler):
            .error(
                "sdk.no-release", "swift.org has no archive for '\(compiler)'",
                explanation: "Archives with fixed addresses exist only for releases.",
                hints: [
                    "install a release of Swift: https://www.swift.org/install",
                    "or specify the archive of the same compiler: --archive FILE",
                ])
        case .otherRelease(let file, let release, let compiler):
            .error(
                "sdk.archive-other-release", "'\(file)' is \(release), but the compiler is '\(compiler)'",
                explanation: "A compiler reads only modules of its own version.",
                hints: ["use the archive of the compiler's release; \(Self.showAddress)"])
        case .otherArchitecture(let file, let wanted):
            .error(
                "sdk.archive-other-architecture", "'\(file)' is not for \(wanted)",
                hints: [
                    "use the archive for \(wanted); \(Self.showAddress) --arch \(wanted)",
                    "or make an SDK for its own architecture: leave out --arch",
                ])
        case .cutOff(let file):
            .error(
                "sdk.archive-cut-off", "'\(file)' is cut off", explanation: "It ends before its last member does.",
                hints: ["continue the download: \(Self.continuing(file))", Self.showAddress])
        case .noToolchain(let file, let missing, let message):
            .error(
                "sdk.archive-no-toolchain", "'\(file)' is not the archive of a Swift toolchain for Linux",
                explanation: missing.isEmpty ? message : "It lacks \(missing.joined(separator: ", ")).",
                hints: [Self.showAddress])
        case .unsafeArchive(let file, let message):
            .error(
                "sdk.archive-unsafe", "'\(file)' has members that leave its directory", explanation: message,
                hints: ["do not use it; \(Self.showAddress)"])
        case .unreadableArchive(let file, let message):
            .error(
                "sdk.archive-unreadable", "'\(file)' could not be unpacked", explanation: message,
                hints: [Self.hint(forTar: message)])
        case .badSignature(let file, let signer):
            .error(
                "sdk.signature-bad", "'\(file)' is not what '\(signer)' signed",
                explanation: "It was changed or damaged after it was signed. Nothing was unpacked.", hints: [Self.again]
            )
        case .missingKey(let id, let signature):
            .error(
                "sdk.signature-no-key", "gpg does not have the key \(id) of '\(signature)'",
                explanation: "Without it the signature can't be verified. Nothing was unpacked.",
                hints: [
                    "import swift.org's keys: curl -fsSL https://www.swift.org/keys/all-keys.asc | gpg --import",
                    "then run the same command again",
                ])
        case .unusableSignature(let file, let reason, let message):
            .error(
                "sdk.signature-unusable", "'\(file)' can't be used\(reason.isEmpty ? "" : ": \(reason)")",
                explanation: message, hints: [Self.again])
        case .incompleteSysroot(let name, let missing):
            .error(
                "sdk.sysroot-incomplete", "'\(name)' lacks \(missing.joined(separator: ", "))",
                explanation: "Functions are linked with them.",
                hints: [
                    "install them there: dnf install gcc glibc-devel libstdc++-devel, or apt-get install libc6-dev libstdc++-12-dev",
                    "or use RPM files: glibc, \(Self.packages), each with --rpm",
                    "or use an image that has Swift: --image docker.io/library/swift:VERSION-amazonlinux2023",
                ])
        case .foreignSysroot(let name, let machine, let wanted):
            .error(
                "sdk.sysroot-other-architecture", "'\(name)' is for \(machine), not for \(wanted)",
                hints: ["use the system of an \(wanted) machine, or --arch for its own architecture"])
        case .unreadableSysroot(let name, let message):
            .error(
                "sdk.sysroot-unreadable", "'\(name)' could not be copied", explanation: message,
                hints: [Self.hint(forTar: message)])
        case .notRPM(let file):
            .error(
                "sdk.not-rpm", "'\(file)' is not an RPM package",
                explanation: "RPM packages begin with the bytes ED AB EE DB.",
                hints: ["download it again: dnf download --forcearch aarch64 glibc-devel"])
        case .noImage(let image, let engine, let architecture, let message):
            .error(
                "sdk.image-unavailable",
                "\(engine.rawValue) has no image '\(image)' for \(architecture), and can't pull it",
                explanation: message,
                hints: [
                    "check the name and the connection: "
                        + "\(engine.rawValue) pull --platform \(architecture.ociPlatform) \(shellQuoted(image))",
                    "or use a directory: --sysroot-directory DIRECTORY",
                ])
        case .notDownloaded(let url, let release, let message, let isMissing):
            Self.notDownloaded(url, release, message, isMissing)
        }
    }

    private static func notDownloaded(
        _ url: String, _ release: ToolchainRelease, _ message: String, _ isMissing: Bool
    ) -> Diagnostic {
        if isMissing {
            return .error(
                "sdk.download-missing", "swift.org has no '\(url)'",
                explanation: "The release may not exist for \(release.platform).",
                hints: [
                    "use another platform: swiftlambda sdk make --from toolchain --platform ubuntu22.04",
                    "see what there is: https://www.swift.org/install/linux",
                ])
        }
        return .error(
            "sdk.download-failed", "could not download '\(url)'", explanation: message,
            hints: [
                message.contains("No space left")
                    ? "free some space, then run the same command again: it continues where it stopped"
                    : "check the connection, then run the same command again: it continues where it stopped",
                "or download '\(release.url)' and '\(release.file).sig' elsewhere, then run: \(release.makeCommand)",
            ])
    }

    /// The command that continues an archive's download.
    private static func continuing(_ file: FilePath) -> String {
        let name = file.lastComponent?.string ?? ""
        let release = name.hasSuffix(".tar.gz") ? ToolchainRelease(name: String(name.dropLast(".tar.gz".count))) : nil
        return "curl --continue-at - --output \(shellQuoted(path: file.string)) \(release?.url ?? "URL")"
    }

    private static func hint(forTar message: String) -> String {
        message.contains("No space left")
            ? "free some space, then run the same command again; nothing half made was left"
            : "run the same command again"
    }
}
