package import Model
package import SystemPackage

/// Why an archive cannot be verified by a provenance, or is not the one that it describes.
package enum ProvenanceError: DiagnosedError, Hashable {
    /// The file is not an in-toto statement with SLSA provenance.
    case unreadable(FilePath)
    /// The provenance is of another kind of build.
    case otherBuildType(FilePath, type: String?)
    /// The archive is not the one that the provenance describes.
    case otherArchive(FilePath, sha256: String, recorded: String?)
    /// A parameter has a value that this version does not know.
    case unknownParameters
    /// The sources had no commit, or the provenance does not name it.
    case builtWithoutCommit
    /// The sources differed from the commit when the archive was built.
    case builtFromChanges(commit: String)
    /// The package here is not in a repository with a commit.
    case noCommitHere(package: FilePath)
    /// The checkout is of another commit.
    case otherCommit(here: String, recorded: String)
    /// The sources here differ from the commit.
    case changesHere(package: FilePath)
    /// `Package.resolved` has other versions of dependencies.
    case otherPackages([String])
    /// The compiler here is another one.
    case otherCompiler(here: String, recorded: String)
    /// The audit refuses what was built again.
    case refusedHere
    /// The image here is another one.
    case otherImage(String, here: String?, recorded: String?)

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .unreadable, .otherBuildType, .otherArchive, .unknownParameters: [document]
        case .builtWithoutCommit, .builtFromChanges, .noCommitHere, .otherCommit, .changesHere: [sources]
        case .otherPackages, .otherCompiler, .otherImage, .refusedHere: [tools]
        }
    }

    private static let digestMatches = "The archive's digest is the one in the provenance."

    private var document: Diagnostic {
        switch self {
        case .otherBuildType(let path, let type):
            .error(
                "provenance.other-builder", "'\(path)' was not written by swiftlambda",
                explanation: type.map { "Its type of build is '\($0)'." },
                hints: ["verify it with the tool that wrote it, such as slsa-verifier"])
        case .otherArchive(let path, let sha256, let recorded):
            .error(
                "provenance.other-archive", "'\(path)' is not the archive that the provenance describes",
                explanation: "Its SHA-256 is \(sha256)" + (recorded.map { ", the provenance has \($0)." } ?? "."),
                hints: ["use the provenance that was written with it"])
        case .unknownParameters:
            .error(
                "provenance.unknown-parameters", "the provenance has parameters that this version does not know",
                hints: ["verify with the version of swiftlambda that wrote it"])
        default:
            .error(
                "provenance.unreadable", "\(unreadableName) is not an in-toto statement with SLSA provenance v1",
                hints: ["swiftlambda package --provenance writes one beside the archive"])
        }
    }

    private var unreadableName: String { if case .unreadable(let path) = self { "'\(path)'" } else { "the file" } }

    private var sources: Diagnostic {
        switch self {
        case .builtFromChanges(let commit):
            .error(
                "verify.built-from-changes", "the archive was built from sources that differ from their commit",
                explanation:
                    "The commit was \(commit). \(Self.digestMatches) Nobody else has these sources, so that it "
                    + "can't be built again.", hints: ["package again from a clean checkout"])
        case .noCommitHere(let package):
            .error(
                "verify.no-commit", "'\(package)' is not in a git repository with a commit",
                explanation: Self.digestMatches,
                hints: ["run this in a checkout of the archive's sources, or use --no-rebuild"])
        case .otherCommit(let here, let recorded):
            .error(
                "verify.other-commit", "the archive was built from another commit",
                explanation: "It was built from \(recorded); this checkout is of \(here). \(Self.digestMatches)",
                hints: ["git checkout \(recorded)"])
        case .changesHere(let package):
            .error(
                "verify.changed-sources", "the sources in '\(package)' differ from their commit",
                explanation: Self.digestMatches, hints: ["git status", "commit the changes, or use a clean checkout"])
        default:
            .error(
                "verify.built-without-commit", "the provenance names no commit of the archive's sources",
                explanation: "They were not in a git repository, or git could not read it. \(Self.digestMatches)",
                hints: ["package again from a checkout with git"])
        }
    }

    private var tools: Diagnostic {
        switch self {
        case .otherPackages(let names):
            .error(
                "verify.other-packages", "Package.resolved has other versions than the archive was built with",
                explanation: "Others are here: \(names.joined(separator: ", ")). \(Self.digestMatches)",
                hints: ["commit Package.resolved, so that every build has the same versions"])
        case .otherImage(let image, let here, let recorded):
            .error(
                "verify.other-image", "the image '\(image)' is not the one that the archive was built in",
                explanation: "It was \(recorded ?? "an image without a digest"); here it is "
                    + "\(here ?? "an image without a digest"). \(Self.digestMatches)",
                hints: ["pull the image by its digest and tag it '\(image)'"])
        case .otherCompiler(let here, let recorded):
            .error(
                "verify.other-compiler", "the archive was built by another compiler",
                explanation: "It was built by '\(recorded)'; the compiler here is '\(here)'. \(Self.digestMatches)",
                hints: ["install that version of Swift, for example with swiftly"])
        default:
            .error(
                "verify.refused", "the audit refuses what was built again",
                explanation: "Package the function here to see why.", hints: ["swiftlambda package"])
        }
    }

    /// 1 if the archive is another one, `EX_DATAERR` if the file is wrong, and `EX_UNAVAILABLE` if the archive cannot be
    /// built again here.
    package var exitStatus: ExitStatus {
        switch self {
        case .otherArchive, .refusedHere: .unsatisfied
        case .unreadable, .otherBuildType, .unknownParameters: .badInput
        default: .unavailable
        }
    }
}
