package import Model

extension LockFile {
    /// Records the image of a build; what is recorded already stays.
    ///
    /// - Returns: a warning if another digest is recorded.
    package mutating func record(
        image reference: String, digest: String, for architecture: Architecture
    ) -> Diagnostic? {
        guard let image = LockedImage(reference, architecture) else { return nil }
        guard let recorded = images[image] else {
            images[image] = digest
            return nil
        }
        guard recorded != digest else { return nil }
        return .warning(
            "lock.image-changed", "the image '\(reference)' for \(architecture) is not the one in \(Self.fileName)",
            explanation: "The build ran in \(digest); recorded is \(recorded).",
            hints: [
                "to use the recorded one, give it as the image: \(Self.name(of: reference))@\(recorded)",
                "to accept this one, run `swiftlambda lock --update`, and package again",
            ])
    }

    /// Records the Swift SDK of a build; what is recorded already stays.
    ///
    /// - Returns: a warning if another compiler or download is recorded.
    package mutating func record(sdk name: String, as sdk: LockedSDK) -> Diagnostic? {
        guard let recorded = sdks[name] else {
            sdks[name] = sdk
            return nil
        }
        guard recorded != sdk else { return nil }
        return .warning(
            "lock.sdk-changed", "the Swift SDK '\(name)' is not the one in \(Self.fileName)",
            explanation: "The build used \(sdk.words); recorded is \(recorded.words).",
            hints: [
                "install the recorded one",
                "to accept this one, run `swiftlambda lock --update`, and package again",
            ])
    }

    /// An image's name without its tag.
    private static func name(of reference: String) -> Substring {
        guard let colon = reference.lastIndex(of: ":"), !reference[colon...].contains("/") else {
            return reference[...]
        }
        return reference[..<colon]
    }
}

extension LockedSDK {
    fileprivate var words: String { compiler + (checksum.map { " (SHA-256 \($0))" } ?? "") }
}
