package import ELF
import Model

/// The directories in which the loader looks for the libraries of one file, from the file's search path.
package struct LibrarySearch<Directory> {
    /// Directories searched before `LD_LIBRARY_PATH`; they also apply to the libraries that the file needs.
    package let rpath: [Directory]
    /// Directories searched after it.
    package let runpath: [Directory]

    /// Creates a search of known directories.
    package init(rpath: [Directory] = [], runpath: [Directory] = []) {
        self.rpath = rpath
        self.runpath = runpath
    }

    /// Reads the search path of a file.
    ///
    /// - Parameters:
    ///   - inheritedRPath: the RPATHs of the files that need this one.
    ///   - directory: resolves an element of the search path; `nil` if it can't be searched.
    package init(
        _ dynamic: DynamicInfo?, inheritedRPath: [Directory], directory: (SearchPathElement) -> Directory?
    ) {
        let own = dynamic.map { ($0.rpath, $0.runpath) } ?? ([], [])
        func read(_ texts: [String]) -> [Directory] { texts.compactMap { SearchPathElement($0).flatMap(directory) } }
        runpath = read(own.1)
        // A RUNPATH makes the loader ignore every RPATH (ld.so(8)).
        rpath = own.1.isEmpty ? read(own.0) + inheritedRPath : []
    }
}

extension LibrarySearch<String> {
    /// Reads the search path of a file in an archive, as directories of the archive.
    init(file: ELFFile, path: String, inheritedRPath: [String]) {
        let origin = ArchivePath.directory(of: path)
        self.init(file.dynamic, inheritedRPath: inheritedRPath) { element in
            switch element {
            case .besideFile(let rest): ArchivePath(relative: origin + "/" + rest)?.text
            case .absolute(let path): ArchivePath(mounted: path)?.text
            }
        }
    }
}
