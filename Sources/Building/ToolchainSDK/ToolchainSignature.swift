import Host
import Model
import SystemPackage

/// The signature of a toolchain's archive, which gpg verifies.
struct ToolchainSignature: Sendable {
    let archive: FilePath
    let signature: FilePath
    let host: Host

    /// Who signed an archive.
    struct Signer: Sendable, Hashable {
        var name: String
        /// The fingerprint of the primary key, if gpg names it.
        var fingerprint: String?

        /// Whether the key is one of swift.org's.
        var isKnown: Bool { fingerprint.map(ToolchainSignature.releaseKeys.contains) ?? false }
    }

    /// What gpg found out.
    enum Verdict: Sendable, Hashable {
        case good(Signer)
        case bad(signer: String)
        case missingKey(id: String)
        case unusable(String)
    }

    /// The keys that releases are signed with: those of Swift 5.x and 6.x.
    ///
    /// Source: `SWIFT_SIGNING_KEY` in the Dockerfiles of swiftlang/swift-docker.
    static let releaseKeys: Set<String> = [
        "A62AE125BBBFBB96A6E042EC925CC1CCED3D1561", "52BB7E3DE28A71BE22EC05FFEF80A866B47A981F",
    ]

    var command: Command {
        Command(
            "gpg", ["--batch", "--no-tty", "--status-fd", "1", "--verify", signature.string, archive.string],
            environment: ["LC_ALL": "C"])
    }

    /// Verifies the archive.
    ///
    /// - Throws: `ToolchainSDKError` unless the signature is good.
    func verify() async throws -> Signer {
        guard host.processes.locate("gpg") != nil else { throw ToolchainSDKError.noTool("gpg", package: "gnupg") }
        _ = try host.files.prefix(of: signature, count: 1)
        let result = try await host.processes.collect(command, limit: 1 << 20)
        let verdict = Self.verdict(ToolchainArchive.text(result.output))
        switch verdict {
        case .good(let signer) where result.end.isSuccess: return signer
        case .good, .unusable:
            let reason = if case .unusable(let reason) = verdict { reason } else { "" }
            throw ToolchainSDKError.unusableSignature(
                signature, reason: reason, message: ToolchainArchive.text(result.error))
        case .bad(let signer): throw ToolchainSDKError.badSignature(archive, signer: signer)
        case .missingKey(let id): throw ToolchainSDKError.missingKey(id, signature: signature)
        }
    }

    /// Reads what gpg writes for programs (doc/DETAILS of GnuPG); a signature counts only if none is bad.
    static func verdict(_ status: String) -> Verdict {
        var good: Signer?
        var missing: String?
        var unusable: String?
        for line in status.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
            let rest = words.dropFirst(3).joined(separator: " ")
            switch words[1] {
            case "BADSIG": return .bad(signer: rest)
            case "GOODSIG": good = Signer(name: rest)
            case "VALIDSIG": good?.fingerprint = words.last
            case "NO_PUBKEY": missing = words.count > 2 ? words[2] : ""
            case "EXPSIG": unusable = "the signature has expired"
            case "EXPKEYSIG": unusable = "the key of '\(rest)' has expired"
            case "REVKEYSIG": unusable = "the key of '\(rest)' was revoked"
            default: continue
            }
        }
        if let missing { return .missingKey(id: missing) }
        if let unusable { return .unusable(unusable) }
        return good.map { .good($0) } ?? .unusable("it is not a signature")
    }
}
