package import Model

/// An image of an architecture, by the name that a build used.
package struct LockedImage: Sendable, Hashable {
    /// The image's name.
    package var reference: String
    /// The architecture that it built for.
    package var architecture: Architecture

    /// Creates a key for the lock.
    ///
    /// - Returns: `nil` if the name itself has a digest, or a character that no image's name has.
    package init?(_ reference: String, _ architecture: Architecture) {
        guard !reference.isEmpty, !reference.contains("@"),
            reference.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != 0x5C })
        else { return nil }
        self.reference = reference
        self.architecture = architecture
    }
}

extension LockedImage: Comparable, CustomStringConvertible {
    /// Orders images by name, then by architecture.
    package static func < (left: LockedImage, right: LockedImage) -> Bool {
        (left.reference, left.architecture) < (right.reference, right.architecture)
    }

    /// The form of the lock, such as `docker.io/library/swift:6.3/arm64`.
    package var description: String { "\(reference)/\(architecture)" }
}
