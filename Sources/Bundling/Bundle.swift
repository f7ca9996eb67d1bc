package import Model

/// The bundled libraries of an archive, as the manifest lists them.
package struct Bundle: Sendable, Hashable, Codable {
    /// One library.
    package struct Library: Sendable, Hashable, Codable {
        /// Its path in the archive.
        package var path: String
        /// The package that contains it, and its licence, if a package manager knows it.
        package var package: OwnerPackage?
        /// The paths that were replaced by those of Amazon Linux; `nil` if the library is unchanged.
        package var changedPaths: [ChangedPath]?

        /// Creates a library.
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
        /// The path on Amazon Linux.
        package var to: String

        /// Creates a change.
        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The bundle level.
    package var level: BundleLevel
    /// Where the libraries come from: `host`, the name of a Swift SDK, or `image:` and the name of an image.
    package var origin: String
    /// The libraries, sorted by path.
    package var libraries: [Library]
    /// Their size unzipped.
    package var sizeBytes: Int64
    /// Their size in the archive.
    package var compressedSizeBytes: Int64

    /// Creates a bundle.
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
            : "\nCertificate paths in \(names.joined(separator: " and ")) were changed to those of Amazon Linux; the "
                + "manifest lists them."
    }

    /// The files that were added and their size.
    package var note: Diagnostic {
        let names = libraries.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
        return Diagnostic(
            .note, "bundle.added",
            "the archive bundles " + (level == .libc ? "its own C library: " : "")
                + "\(libraries.count) \(libraries.count == 1 ? "file" : "files") in lib/, "
                + "\(sizeBytes) bytes, \(compressedSizeBytes) zipped",
            explanation: names.joined(separator: ", ") + "; from "
                + "\(LibraryOrigin.title(of: origin))." + changesNote)
    }
}
