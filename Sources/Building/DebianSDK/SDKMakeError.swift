package import Model
package import SystemPackage

/// A Swift SDK can't be assembled.
package enum SDKMakeError: DiagnosedError, Hashable {
    /// The step of apt.
    package enum Stage: String, Sendable, Hashable {
        case mirror = "list its sources"
        case update = "get the package lists"
        case list = "find the packages"
        case download = "download the packages"
    }

    /// A Debian tool is missing.
    case noTool(String)
    /// apt has no Debian mirror.
    case noMirror
    /// apt failed.
    case apt(Stage, message: String)
    /// The suite lacks packages.
    case missingPackages([String], suite: String)
    /// The suite has another version of Swift than the recipe is for; all suites and what they have.
    case otherVersion(String, wanted: String, suites: [SuiteVersion])
    /// A package could not be unpacked.
    case unpack(package: String, message: String)
    /// There is too little room in a directory.
    case noRoom(FilePath, needed: Int64, available: Int64)
    /// A program of the compiler is not what it should be.
    case unreadableCompiler(FilePath, reason: String)
    /// The functions that an older C library lacks could not be compiled.
    case compatibility(message: String)
    /// The new SDK is invalid.
    case unsound(FilePath)
    /// The host's toolchain has no clang resource directory in the expected place.
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
                        "run it on Debian or Ubuntu, or in a container with one",
                        "or install the static Linux SDK: swiftlambda sdk install",
                    ])
            ]
        case .noMirror:
            [
                .error(
                    "sdk.no-mirror", "apt on this machine has no Debian mirror",
                    explanation: "swiftlambda downloads the packages from the mirror that this machine's apt uses.",
                    hints: ["specify one: swiftlambda sdk make --from debian --mirror http://HOST/debian"])
            ]
        case .apt(let stage, let message):
            [
                .error(
                    "sdk.apt-failed", "apt could not \(stage.rawValue)", explanation: message,
                    hints: [Self.hint(forApt: message)])
            ]
        case .missingPackages(let names, let suite):
            [
                .error(
                    "sdk.packages-missing",
                    "the mirror does not have \(names.joined(separator: ", ")) in \(suite)",
                    hints: ["use another mirror: swiftlambda sdk make --from debian --mirror http://HOST/debian"])
            ]
        case .otherVersion(let version, let wanted, let suites): [Self.otherVersion(version, wanted, suites)]
        case .noRoom(let directory, let needed, let available):
            [
                .error(
                    "sdk.no-room",
                    "'\(directory)' has \(megabytes(available)) MB free, and the SDK needs \(megabytes(needed)) MB there",
                    hints: [
                        "free some space, then run the same command again",
                        "or choose another place: --output for the SDK, XDG_CACHE_HOME for the downloads",
                    ])
            ]
        case .unreadableCompiler(let program, let reason):
            [
                .error(
                    "sdk.unreadable-compiler",
                    "'\(program.lastComponent?.string ?? "")' of Debian's Swift can't be used",
                    explanation: "\(reason).",
                    hints: ["download it again: run the same command with another --mirror"])
            ]
        case .compatibility(let message):
            [
                .error(
                    "sdk.compatibility", "clang could not compile the SDK's compatibility functions",
                    explanation: message, hints: ["install Swift from https://www.swift.org/install"])
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
                    "sdk.unsound", "the SDK assembled in '\(store)' is incomplete",
                    hints: ["find the cause: swiftlambda sdk check --swift-sdks-path '\(store)'"])
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

    private static func otherVersion(_ version: String, _ wanted: String, _ suites: [SuiteVersion]) -> Diagnostic {
        let known = suites.map { "\($0.suite): \($0.version ?? "none")" }.joined(separator: ", ")
        return .error(
            "sdk.other-version", "the mirror has Swift \(version), but the recipe is for \(wanted)",
            explanation: "Swift in the mirror's suites: \(known).",
            hints: [
                "take it as it is: swiftlambda sdk make --from debian --complete --swift-version \(version)",
                "or take an earlier day's packages: --mirror http://snapshot.debian.org/archive/debian/20261125T000000Z",
            ])
    }

    private static func hint(forApt message: String) -> String {
        if message.contains("NO_PUBKEY") {
            return "install the Debian archive keys: apt-get install debian-archive-keyring"
        }
        let again = "run the same command again: it continues where it stopped"
        return message.contains("No space left") ? "free some space, then \(again)" : again
    }

    /// A missing tool or package is `unavailable`, a program that fails `inputOutput`.
    package var exitStatus: ExitStatus {
        switch self {
        case .noTool, .noMirror, .missingPackages, .otherVersion, .noClangResources, .compatibility: .unavailable
        case .apt, .unpack, .noRoom, .unreadableCompiler: .inputOutput
        case .unsound: .internalFault
        }
    }
}

/// The version of Swift that a suite has; `nil` if it has none.
package struct SuiteVersion: Sendable, Hashable {
    var suite: String
    var version: String?
}

private func megabytes(_ bytes: Int64) -> Int64 { bytes / 1_000_000 }
