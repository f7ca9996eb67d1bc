import Bundling

extension Bundle {
    /// Creates the bundle of an archive from the entries of its manifest.
    init(
        level: BundleLevel, origin: LibraryOrigin, libraries: [FoundLibrary], packages: [OwnerPackage?],
        entries: [Manifest.Entry]
    ) {
        let brought = zip(libraries, packages)
            .map { library, package in
                Library(
                    path: library.archivePath, package: package,
                    changedPaths: library.changedPaths.isEmpty ? nil : library.changedPaths)
            }
            .sorted { $0.path < $1.path }
        let paths = Set(brought.map(\.path))
        let sizes = entries.filter { paths.contains($0.path) }
        self.init(
            level: level, origin: origin.name, libraries: brought,
            sizeBytes: sizes.reduce(0) { $0 + $1.sizeBytes },
            compressedSizeBytes: sizes.reduce(0) { $0 + $1.compressedSizeBytes })
    }
}
