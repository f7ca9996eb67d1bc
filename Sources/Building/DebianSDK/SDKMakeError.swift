package import Model
package import SystemPackage

/// A Swift SDK could not be assembled.
package enum SDKMakeError: DiagnosedError, Hashable {
    /// What apt was doing.
    package enum Stage: String, Sendable, Hashable {
        case mirror = "tell its sources"
        case update = "get the package lists"
        case list = "find the packages"
        case download = "download the packages"
    }

    /// A tool of Debian's is missing.
    case noTool(String)
    /// apt knows no mirror of Debian.
    case noMirror
    /// apt failed.
    case apt(Stage, message: String)
    /// The suite has not all the packages.
    case missingPackages([String])
    /// A package could not be unpacked.
    case unpack(package: String, message: String)
    /// What was made cannot be read back.
    case unsound(FilePath)
    /// The host's toolchain has no clang resource directory where it should be.
    case noClangResources(FilePath)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .noTool(let tool):
            [
                .error(
                    "sdk.make-needs-debian", "'\(tool)' is needed to assemble an SDK from Debian's packages",
                    explanation: "apt checks the packages' signatures and dpkg unpacks them.",
                    hints: [
                        "run it on Debian or Ubuntu, or in a container of one",
                        "or install the static Linux SDK: swiftlambda sdk install",
                    ])
            ]
        case .noMirror:
            [
                .error(
                    "sdk.no-mirror", "apt on this machine knows no mirror of Debian",
                    explanation: "The packages come from the mirror that the machine's own apt uses.",
                    hints: ["name one: swiftlambda sdk make --from debian --mirror http://HOST/debian"])
            ]
        case .apt(let stage, let message):
            [
                .error(
                    "sdk.apt-failed", "apt could not \(stage.rawValue)", explanation: message,
                    hints: [Self.hint(forApt: message)])
            ]
        case .missingPackages(let names):
            [
                .error(
                    "sdk.packages-missing",
                    "the mirror has no package \(names.joined(separator: ", ")) in \(DebianRecipe.suite)",
                    hints: ["name another mirror: swiftlambda sdk make --from debian --mirror http://HOST/debian"])
            ]
        case .unpack(let package, let message):
            [
                .error(
                    "sdk.unpack-failed", "the package '\(package)' could not be unpacked", explanation: message,
                    hints: [
                        message.contains("No space left")
                            ? "free some space, then run the same command again; the downloads are kept"
                            : "run the same command again"
                    ])
            ]
        case .unsound(let store):
            [
                .error(
                    "sdk.unsound", "the SDK was assembled in '\(store)' and does not hold what it should",
                    hints: ["see what is wrong with it: swiftlambda sdk check --swift-sdks-path '\(store)'"])
            ]
        case .noClangResources(let path):
            [
                .error(
                    "sdk.no-clang-resources", "the Swift toolchain has no '\(path)'",
                    explanation: "The SDK links to the clang headers of the toolchain that builds with it.",
                    hints: ["install Swift from https://www.swift.org/install"])
            ]
        }
    }

    private static func hint(forApt message: String) -> String {
        if message.contains("NO_PUBKEY") {
            return "install the keys of Debian's archive: apt-get install debian-archive-keyring"
        }
        let again = "run the same command again: it goes on where it stopped"
        return message.contains("No space left") ? "free some space, then \(again)" : again
    }

    /// A missing tool or package is `unavailable`, a program that fails `inputOutput`.
    package var exitStatus: ExitStatus {
        switch self {
        case .noTool, .noMirror, .missingPackages, .noClangResources: .unavailable
        case .apt, .unpack: .inputOutput
        case .unsound: .internalFault
        }
    }
}
