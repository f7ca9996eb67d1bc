package import Model

/// What an archive brings of the building machine's, SDK's or image's libraries, as the manifest tells it.
package struct Bundle: Sendable, Hashable, Codable {
    /// One library.
    package struct Library: Sendable, Hashable, Codable {
        /// Its path in the archive.
        package var path: String
        /// The package that it is from, which also has its licence; where a package manager knows it.
        package var package: OwnerPackage?
        /// The paths in it that lead to where Amazon Linux has what is meant; `nil` where it is as its package has it.
        package var changedPaths: [ChangedPath]?

        /// Creates the account of a library.
        package init(path: String, package: OwnerPackage?, changedPaths: [ChangedPath]? = nil) {
            self.path = path
            self.package = package
            self.changedPaths = changedPaths
        }
    }

    /// A path that was replaced in a library.
    package struct ChangedPath: Sendable, Hashable, Codable {
        /// The path that the library's distribution compiled in.
        package var from: String
        /// The path that Amazon Linux has.
        package var to: String

        /// Creates a change.
        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// How much it brings.
    package var level: BundleLevel
    /// Where it is from: `host`, the name of a Swift SDK, or `image:` and the name of an image.
    package var origin: String
    /// The libraries, sorted by path.
    package var libraries: [Library]
    /// What they take unzipped.
    package var sizeBytes: Int64
    /// What they take in the archive.
    package var compressedSizeBytes: Int64

    /// Creates an account.
    package init(
        level: BundleLevel,
        origin: String,
        libraries: [Library],
        sizeBytes: Int64,
        compressedSizeBytes: Int64
    ) {
        self.level = level
        self.origin = origin
        self.libraries = libraries
        self.sizeBytes = sizeBytes
        self.compressedSizeBytes = compressedSizeBytes
    }
}

extension Bundle {
    private var changesNote: String {
        let names = libraries.filter { $0.changedPaths != nil }
            .map { "'\($0.path.split(separator: "/").last ?? "")'" }
        return names.isEmpty
            ? ""
            : "\nPaths of certificates in \(names.joined(separator: " and ")) were changed to those of Amazon Linux; the "
                + "manifest lists them."
    }

    /// What was added and what it costs.
    package var note: Diagnostic {
        let names = libraries.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
        return Diagnostic(
            .note, "bundle.added",
            "the archive brings " + (level == .libc ? "its own C library: " : "")
                + "\(libraries.count) \(libraries.count == 1 ? "file" : "files") in lib/, "
                + "\(sizeBytes) bytes, \(compressedSizeBytes) zipped",
            explanation: names.joined(separator: ", ") + "; from "
                + "\(LibraryOrigin.title(of: origin))." + changesNote)
    }
}
